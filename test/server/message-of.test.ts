import t from 'tap'
import { messageOf } from '../../src/server/message-of.ts'

t.test('is the message of an error, and the text of anything else', async (t) => {
  t.equal(messageOf(new Error('no such file')), 'no such file')
  t.equal(messageOf('thrown by hand'), 'thrown by hand')
})
