import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const SUSPENDED = { templates: [{ name: 'approve', suspend: {} }] }

t.test('gives a Workflow a deadline', async (t) => {
  const { find, patch } = decideWith({ activeDeadlineSeconds: 60 }, workflow())

  t.strictSame(find('activeDeadlineSeconds'), {
    setting: 'activeDeadlineSeconds',
    key: 'activeDeadlineSeconds',
    path: '/spec/activeDeadlineSeconds',
    decision: 'injected',
    reason: 'absent',
    message: 'not set; the default is 60',
    value: 60,
    source: { layer: 'file' },
  })
  t.strictSame(patch, [{ op: 'add', path: '/spec/activeDeadlineSeconds', value: 60 }])
})

t.test('of a day, if nobody says otherwise', async (t) => {
  const { find } = decideUnder(settingsOf({}), workflow())

  t.match(find('activeDeadlineSeconds'), { value: 86_400, source: { layer: 'built-in' } })
})

t.test("keeps the user's, 0 included, which ends a Workflow at once", async (t) => {
  for (const activeDeadlineSeconds of [0, 5]) {
    const { reasons, patch } = decideWith(
      { activeDeadlineSeconds: 60 },
      workflow({ activeDeadlineSeconds, templates: [] }),
    )

    t.strictSame(reasons, { activeDeadlineSeconds: 'kept/user-set' })
    t.strictSame(patch, [])
  }
})

t.test('warns of a template that waits, for the deadline counts that time too (H16.5)', async (t) => {
  const { warnings } = decideWith({ activeDeadlineSeconds: 60 }, workflow(SUSPENDED))

  t.strictSame(warnings, ['the default deadline of 60 s counts the time that templates[approve] waits'])
})

t.test("but not where the deadline is the user's, or there is none", async (t) => {
  t.strictSame(
    decideWith({ activeDeadlineSeconds: 60 }, workflow({ ...SUSPENDED, activeDeadlineSeconds: 5 })).warnings,
    [],
  )
  t.strictSame(decideWith({}, workflow(SUSPENDED)).warnings, [])
  t.strictSame(decideWith({ activeDeadlineSeconds: 60 }, workflow()).warnings, [])
})
