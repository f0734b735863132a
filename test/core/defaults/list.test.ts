import { readdirSync } from 'node:fs'
import t from 'tap'
import { decideUnder } from '../../helpers/decided.ts'
import { containerWorkflow, cronWorkflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'
import { BUILT_IN_SETTINGS } from '../../../src/core/settings/builtin.ts'
import type { ResolvedSettings } from '../../../src/core/settings/resolve.ts'

/** Every setting with something to say, so that every concern has. */
const EVERYTHING = {
  commonEnv: { A: '1' },
  commonEnvFromConfigMaps: { B: { configMapName: 'c', key: 'k' } },
  commonEnvFromSecrets: { C: { secretName: 's', key: 'k' } },
  configMapMounts: { c: { mountPath: '/c' } },
  deleteArtifactsOnDeletion: true,
  extraLabels: { a: '1' },
  extraPodAnnotations: { b: '2' },
  extraPodLabels: { c: '3' },
  extraTolerations: [{ key: 'k', operator: 'Exists' }],
  extraWorkflowLabels: { d: '4' },
  labelsFrom: { e: 'workflow.name' },
  labelsFromParameters: ['p'],
  nodeRequirements: { f: ['5'] },
  passthroughParameters: [{ name: 'p', default: 'q' }],
  podParallelism: 6,
  priority: 7,
  priorityClassName: 'high',
  secretMounts: { s: { mountPath: '/s' } },
  serviceAccountName: 'runner',
  tmpDirectories: { t: { mountPath: '/t' } },
  volumeMounts: { v: { mountPath: '/v' } },
  workflowAnnotations: { g: '8' },
}

t.test('every key that R4 names is proposed', async (t) => {
  const { decisions } = decideUnder(settingsOf(EVERYTHING), containerWorkflow({}))
  const keys = new Set(decisions.map(({ key }) => key.replace(/\[[^\]]*\]$/u, '')))

  for (const key of [
    'activeDeadlineSeconds',
    'affinity',
    'archiveLogs',
    'arguments.parameters',
    'artifactGC',
    'artifactRepositoryRef',
    'dnsPolicy',
    'metadata.labels',
    'parallelism',
    'podDisruptionBudget',
    'podGC',
    'podMetadata.annotations',
    'podMetadata.labels',
    'podPriorityClassName',
    'priority',
    'schedulerName',
    'securityContext',
    'serviceAccountName',
    'synchronization',
    'templates[main].container.env',
    'templates[main].container.image',
    'templates[main].container.resources',
    'templates[main].container.securityContext',
    'templates[main].container.volumeMounts',
    'templates[main].inputs.parameters',
    'templates[main].retryStrategy',
    'templates[main].volumes',
    'tolerations',
    'ttlStrategy',
    'volumeClaimGC',
    'volumeClaimTemplates',
    'workflowMetadata.annotations',
    'workflowMetadata.labelsFrom',
  ])
    t.ok(keys.has(key), key)
})

t.test("and nothing that would suspend a Workflow, end it, or pass for what is Argo's (H10.9, H16.10)", async (t) => {
  const { decisions } = decideUnder(settingsOf(EVERYTHING), containerWorkflow({}))

  for (const { key } of decisions)
    t.notMatch(key, /^(?:suspend|shutdown|entrypoint|onExit|hooks|metadata\.finalizers)|argoproj/u, key)
})

t.test('every concern has a test of its own', async (t) => {
  const sources = filesIn('../../../src/core/defaults/', '.ts').filter((file) => file !== 'concern')

  t.strictSame(filesIn('./', '.test.ts').toSorted(), sources.toSorted())
})

t.test('the values are made once for the same settings', async (t) => {
  const settings = settingsOf({})

  t.ok(deadlineUnder(settings))
  t.equal(deadlineUnder(settings), deadlineUnder(settings))
  t.not(deadlineUnder(settings), deadlineUnder(settingsOf({})))
})

t.test('a CronWorkflow gets what a Workflow gets only at its own creation (R6.5)', async (t) => {
  const { decisions } = decideUnder(
    settingsOf(EVERYTHING),
    cronWorkflow({ templates: [{ name: 'main', container: {} }] }),
  )

  t.strictSame(
    decisions.map(({ key }) => key),
    ['arguments.parameters[p]', 'templates[main].inputs.parameters[p]', 'templates[main].container.image'],
  )
})

t.test('with every setting turned off, nothing is left but what no setting has a say in', async (t) => {
  const off = Object.fromEntries(Object.keys(BUILT_IN_SETTINGS).map((name) => [name, null]))

  t.strictSame(decideUnder(settingsOf(off), containerWorkflow({})).decisions, [])
})

/** The files of a folder with this ending, without it. */
function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
}

/** The very default of the deadline that such settings yield. */
function deadlineUnder(settings: ResolvedSettings): unknown {
  const { decisions } = decideUnder(settings, containerWorkflow()).verdict
  return decisions().find(({ field }) => field === 'activeDeadlineSeconds')?.default
}
