import t from 'tap'
import { takesMutex, takesSemaphore } from '../../../src/core/argo/locks.ts'
import type { Levels } from '../../../src/core/argo/levels.ts'
import type { Json } from '../../../src/core/json.ts'
import { partsOf } from '../../helpers/spec-parts.ts'

function templateWith(synchronization: Json): Levels {
  return partsOf({ templates: [{ name: 'main', container: {}, synchronization }] })
}

t.test('finds a lock of templateDefaults, which every template takes', async (t) => {
  const levels = partsOf({ templateDefaults: { synchronization: { mutexes: [{ name: 'job' }] } }, templates: [] })

  t.ok(takesMutex(levels, 'job'))
  t.notOk(takesSemaphore(levels, 'limits', 'job'))
})

t.test('finds a mutex, written the old way and the new (H9.1)', async (t) => {
  for (const synchronization of [
    { mutex: { name: 'job' } },
    { mutexes: [{ name: 'other' }, { name: 'job' }] },
    { mutex: { name: 'other' }, mutexes: [{ name: 'job' }] },
  ])
    t.ok(takesMutex(templateWith(synchronization), 'job'), JSON.stringify(synchronization))
})

t.test('finds a semaphore, written the old way and the new', async (t) => {
  const configMapKeyRef = { name: 'limits', key: 'job' }

  for (const synchronization of [{ semaphore: { configMapKeyRef } }, { semaphores: [{}, { configMapKeyRef }] }])
    t.ok(takesSemaphore(templateWith(synchronization), 'limits', 'job'), JSON.stringify(synchronization))
})

t.test('finds no lock of another name', async (t) => {
  const template = templateWith({
    mutexes: [{ name: 'other' }, {}],
    semaphores: [
      { configMapKeyRef: { name: 'limits', key: 'other' } },
      { configMapKeyRef: { name: 'other', key: 'job' } },
    ],
  })

  t.notOk(takesMutex(template, 'job'))
  t.notOk(takesSemaphore(template, 'limits', 'job'))
})

t.test('a mutex is no semaphore', async (t) => {
  t.notOk(takesSemaphore(templateWith({ mutexes: [{ name: 'job' }] }), 'limits', 'job'))
  t.notOk(takesMutex(templateWith({ semaphores: [{ configMapKeyRef: { name: 'limits', key: 'job' } }] }), 'job'))
})

t.test('finds none where there is none of the right shape', async (t) => {
  for (const synchronization of [
    null,
    {},
    'text',
    [],
    { mutexes: 'job', semaphores: null },
    { mutexes: [null, 'job'] },
  ]) {
    t.notOk(takesMutex(templateWith(synchronization), 'job'), JSON.stringify(synchronization))
    t.notOk(takesSemaphore(templateWith(synchronization), 'limits', 'job'), JSON.stringify(synchronization))
  }
})
