import t from 'tap'
import { toAuditAnnotations } from '../../../src/core/admission/report.ts'
import { decide } from '../../../src/core/decide.ts'
import { ASSUMED_CLUSTER } from '../../../src/core/facts.ts'
import { CREATED } from '../../helpers/requests.ts'
import { settingsOf } from '../../helpers/settings.ts'

const SETTINGS = settingsOf({})
const WORKFLOW = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  metadata: { name: 'hello' },
  spec: { entrypoint: 'main', priority: 3, activeDeadlineSeconds: 60, templates: [{ name: 'main', container: {} }] },
}

t.test('gives the audit log the same keys for every outcome, as text', async (t) => {
  const [patched, skipped] = [WORKFLOW, {}].map((object) =>
    decide({ object, request: CREATED, settings: SETTINGS, cluster: ASSUMED_CLUSTER }),
  )
  t.ok(patched && skipped)
  if (!patched || !skipped) return

  t.strictSame(toAuditAnnotations({ ...patched, counts: { injected: 12, kept: 1, skipped: 2 } }), {
    outcome: 'patched',
    reason: '',
    injected: '12',
    kept: '1',
    skipped: '2',
    settings: SETTINGS.hash,
  })
  t.strictSame(toAuditAnnotations(skipped), {
    outcome: 'skipped',
    reason: 'not-argo',
    injected: '0',
    kept: '0',
    skipped: '0',
    settings: SETTINGS.hash,
  })
})
