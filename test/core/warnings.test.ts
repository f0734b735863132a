import t from 'tap'
import { toLine, warnAudited, warnOfIgnoredAnnotations, warnOfSkipped } from '../../src/core/warnings.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import { decideWith } from '../helpers/decided.ts'
import { workflow } from '../helpers/objects.ts'

t.test('a warning is one line without control characters', async (t) => {
  t.equal(toLine('a\nb\r\nc\td\u0000e\u001bf\u007fg\u0085h\u2028i\u2029j'), 'a b c d e f g h i j')
})

t.test('a default that is left out for want of something is warned of, by its key', async (t) => {
  const settings = { serviceAccountName: 'runner', priorityClassName: 'high', passthroughParameters: [{ name: 'ref' }] }
  const { verdict } = decideWith(settings, workflow(), { cluster: clusterWhere('absent') })

  t.strictSame(warnOfSkipped(verdict.decisions()), [
    'arguments.parameters[ref] left out: the parameter ref has no value, and a Workflow needs one',
    'podPriorityClassName left out: the PriorityClass high does not exist',
    'serviceAccountName left out: the ServiceAccount runner does not exist',
  ])
})

t.test('one that is kept, injected, or left out on purpose is not', async (t) => {
  const settings = { priority: 5, podParallelism: 2, dnsPolicy: 'Default' }
  const spec = { dnsPolicy: 'None', templates: [{ name: 'db', daemon: true, container: { image: 'i' } }] }
  const { verdict, reasons } = decideWith(settings, workflow(spec))

  t.strictSame(reasons, { priority: 'injected/absent', parallelism: 'skipped/daemon', dnsPolicy: 'kept/user-set' })
  const skipped = verdict.decisions().filter(({ decision }) => decision === 'skipped')
  t.equal(skipped.length, 1)
  t.strictSame(warnOfSkipped(skipped), [])
})

t.test('an audit says how many defaults would be injected', async (t) => {
  t.match(warnAudited({ injected: 2, kept: 1, skipped: 3 }), [/^audit: 2 defaults would be injected/u])
})

t.test('and nothing where there are none', async (t) => {
  t.strictSame(warnAudited({ injected: 0, kept: 1, skipped: 3 }), [])
})

t.test('annotations of ours have no effect beside a workflowTemplateRef, and each is named (R2.5)', async (t) => {
  const annotations = {
    'settings.workflows.panfactum.com/uid': '5',
    'workflows.panfactum.com/profile': 'gpu',
    'workflows.panfactum.com/skip': 'tolerations',
    'workflows.panfactum.com/other': 'a',
    note: 'b',
  }

  const warnings = warnOfIgnoredAnnotations({ metadata: { annotations } })

  t.match(warnings, [
    /^settings\.workflows\.panfactum\.com\/uid has no effect here/u,
    /^workflows\.panfactum\.com\/profile has no effect here/u,
    /^workflows\.panfactum\.com\/skip has no effect here/u,
  ])
  t.equal(warnings.length, 3)
})

t.test('without annotations there is nothing to say', async (t) => {
  for (const metadata of [undefined, null, {}, { annotations: null }, { annotations: {} }, { annotations: 7 }])
    t.strictSame(warnOfIgnoredAnnotations(metadata === undefined ? {} : { metadata }), [])
})
