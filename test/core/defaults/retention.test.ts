import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const TTL = {
  workflowDeleteSecondsAfterCompletion: 1,
  workflowDeleteSecondsAfterFailure: 2,
  workflowDeleteSecondsAfterSuccess: 3,
}

t.test('deletes Workflows some time after they have completed', async (t) => {
  const { find, patch } = decideWith(TTL, workflow())

  const value = { secondsAfterCompletion: 1, secondsAfterFailure: 2, secondsAfterSuccess: 3 }
  t.match(find('ttlStrategy'), {
    setting: 'workflowDeleteSecondsAfterCompletion',
    decision: 'injected',
    source: { layer: 'file' },
  })
  t.strictSame(patch, [{ op: 'add', path: '/spec/ttlStrategy', value }])
})

t.test('names the setting of the uppermost layer', async (t) => {
  const settings = settingsOf(TTL, { profile: 'p', profiles: { p: { workflowDeleteSecondsAfterSuccess: 9 } } })

  t.match(decideUnder(settings, workflow()).find('ttlStrategy'), {
    setting: 'workflowDeleteSecondsAfterSuccess',
    source: { layer: 'profile', name: 'p', by: 'file' },
  })
})

t.test('leaves out the times that are turned off, and all of it where all are', async (t) => {
  const { find } = decideWith({ workflowDeleteSecondsAfterFailure: 0 }, workflow())

  t.strictSame(find('ttlStrategy')?.value, { secondsAfterFailure: 0 })
  t.equal(decideWith({}, workflow()).find('ttlStrategy'), undefined)
})

t.test("adds no times to the user's, which they would come before (H16.7)", async (t) => {
  for (const ttlStrategy of [{}, { secondsAfterCompletion: 9 }])
    t.strictSame(decideWith(TTL, workflow({ ttlStrategy, templates: [] })).reasons, { ttlStrategy: 'kept/user-set' })
})

t.test('deletes Pods some time after their Workflow has completed', async (t) => {
  const { find, patch } = decideWith({ podDeleteDelaySeconds: 180 }, workflow())

  const value = { strategy: 'OnWorkflowCompletion', deleteDelayDuration: '180s' }
  t.match(find('podGC'), { setting: 'podDeleteDelaySeconds', decision: 'injected', value, source: { layer: 'file' } })
  t.strictSame(patch, [{ op: 'add', path: '/spec/podGC', value }])
})

t.test('at once where the delay is none or turned off', async (t) => {
  const settings = { archiveLogsEnabled: false }

  t.strictSame(decideWith({ ...settings, podDeleteDelaySeconds: 0 }, workflow()).find('podGC')?.value, {
    strategy: 'OnWorkflowCompletion',
    deleteDelayDuration: '0s',
  })
  t.strictSame(decideWith(settings, workflow()).find('podGC')?.value, { strategy: 'OnWorkflowCompletion' })
})

t.test('never without the archiving of logs and the delay, as in the profile generic (R5)', async (t) => {
  t.equal(decideWith({}, workflow()).find('podGC'), undefined)
  t.equal(decideUnder(settingsOf({}, { profile: 'generic' }), workflow()).find('podGC'), undefined)
})

t.test("keeps the user's podGC", async (t) => {
  for (const podGC of [{}, { strategy: 'OnPodSuccess' }])
    t.strictSame(decideWith({ podDeleteDelaySeconds: 5 }, workflow({ podGC, templates: [] })).reasons, {
      podGC: 'kept/user-set',
    })
})
