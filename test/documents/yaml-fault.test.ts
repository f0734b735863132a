import t from 'tap'
import { readOr, YamlFault } from '../../src/documents/yaml-fault.ts'

t.test('makes something of a fault in the text', async (t) => {
  const fault = new YamlFault('expected this, but came that', 7)

  const read = readOr(
    () => {
      throw fault
    },
    ({ name, message, offset }) => ({ name, message, offset }),
  )

  t.strictSame(read, { name: 'YamlFault', message: 'expected this, but came that', offset: 7 })
  t.equal(
    readOr(
      () => 'text',
      () => 'fault',
    ),
    'text',
  )
})

t.test('lets a fault of ours pass', async (t) => {
  const fault = new TypeError('a slip')

  t.throws(
    () =>
      readOr(
        () => {
          throw fault
        },
        () => 'explained away',
      ),
    fault,
  )
})
