import t from 'tap'
import { resolveSettings } from '../../src/core/settings/resolve.ts'
import { openAnnotations } from '../../src/server/open-annotations.ts'

const SETTINGS = resolveSettings()
const ANNOTATIONS = { 'settings.workflows.panfactum.com/retryMaxAttempts': '7' }

t.test('nothing is waited for where nothing is read', async (t) => {
  const annotations = openAnnotations()

  t.equal(annotations().pending(), undefined)
})

t.test('what reads is loaded for the first who needs it, and then nobody waits', async (t) => {
  const annotations = openAnnotations()
  const first = annotations()

  t.strictSame(first.lay(SETTINGS, 'object', ANNOTATIONS), { settings: SETTINGS, faults: [] })
  await first.pending()

  t.equal(first.pending(), undefined)
  t.match(first.lay(SETTINGS, 'object', ANNOTATIONS).settings.values, { retryMaxAttempts: 7 })
  t.match(annotations().lay(SETTINGS, 'object', ANNOTATIONS).settings.values, { retryMaxAttempts: 7 })
  t.equal(annotations().pending(), undefined)
})

t.test(
  'those who need it while it is loaded wait for the same, and those who do not need it do not wait',
  async (t) => {
    const annotations = openAnnotations()
    const [first, second, other] = [annotations(), annotations(), annotations()]
    first.lay(SETTINGS, 'object', ANNOTATIONS)
    second.lay(SETTINGS, 'object', ANNOTATIONS)

    t.equal(second.pending(), first.pending())
    t.not(second.pending(), undefined)
    t.equal(other.pending(), undefined)
  },
)

t.test('is loaded anew where that failed', async (t) => {
  const faults = [new Error('not there')]
  const annotations = openAnnotations(async () => {
    const fault = faults.pop()
    if (fault !== undefined) throw fault
    return (settings) => ({ settings, faults: ['read'] })
  })
  const [first, second] = [annotations(), annotations()]

  first.lay(SETTINGS, 'object', ANNOTATIONS)
  await t.rejects(Promise.resolve(first.pending()), { message: 'not there' })
  second.lay(SETTINGS, 'object', ANNOTATIONS)
  await second.pending()

  t.strictSame(second.lay(SETTINGS, 'object', ANNOTATIONS).faults, ['read'])
})
