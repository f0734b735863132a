import t from 'tap'
import { decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'

t.test('tells Pods how to look names up', async (t) => {
  const { find, patch } = decideWith({ dnsPolicy: 'Default' }, workflow())

  t.match(find('dnsPolicy'), { setting: 'dnsPolicy', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(patch, [{ op: 'add', path: '/spec/dnsPolicy', value: 'Default' }])
})

t.test("keeps the user's, and says nothing where it is turned off", async (t) => {
  t.strictSame(decideWith({ dnsPolicy: 'Default' }, workflow({ dnsPolicy: 'None' })).reasons, {
    dnsPolicy: 'kept/user-set',
  })
  t.strictSame(decideWith({}, workflow()).decisions, [])
})
