import t from 'tap'
import { limitWarnings, warnAudited, warnOfIgnoredAnnotations, warnOfSkipped } from '../../src/core/warnings.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import { decideWith } from '../helpers/decided.ts'
import { workflow } from '../helpers/objects.ts'

t.test('warnings that fit stay as they are', async (t) => {
  const warnings = ['one', 'x'.repeat(120), 'é'.repeat(120)]

  t.strictSame(limitWarnings(warnings), warnings)
  t.strictSame(limitWarnings([]), [])
})

t.test('a longer one is cut at 120 characters, and shows it (R11)', async (t) => {
  const [warning = ''] = limitWarnings([`${'x'.repeat(118)}yyy`])

  t.equal(warning, `${'x'.repeat(118)}y…`)
  t.equal(warning.length, 120)
})

t.test('but never within a character', async (t) => {
  t.strictSame(limitWarnings([`${'x'.repeat(118)}\u{1f600}y`]), [`${'x'.repeat(118)}…`])
})

t.test('each is one line without control characters', async (t) => {
  const [warning = ''] = limitWarnings(['a\nb\r\nc\td\u0000e\u001bf\u007fg\u0085h\u2028i\u2029j'])

  t.equal(warning, 'a b c d e f g h i j')
})

t.test('ten are said, of more nine and how many there are beside them', async (t) => {
  t.strictSame(limitWarnings(numbered(10)), numbered(10))
  t.strictSame(limitWarnings(numbered(11)), [...numbered(9), 'and 2 more: wf-defaults explain shows them all'])
  t.strictSame(limitWarnings(numbered(100)), [...numbered(9), 'and 91 more: wf-defaults explain shows them all'])
})

t.test('a default that is left out for want of something is warned of, by its key', async (t) => {
  const settings = { serviceAccountName: 'runner', priorityClassName: 'high', passthroughParameters: [{ name: 'ref' }] }
  const { verdict } = decideWith(settings, workflow(), { cluster: clusterWhere('absent') })

  t.strictSame(warnOfSkipped(verdict.decisions()), [
    'arguments.parameters[ref] left out: a Workflow needs a value for the parameter ref, and the settings have none',
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

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `warning ${index}`)
}
