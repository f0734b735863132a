import t from 'tap'
import type { Reference } from '../../src/core/facts.ts'
import { presenceHarm, findReferenceHarm } from '../../src/core/references.ts'
import type { Kind } from '../../src/core/argo/kinds.ts'
import { Subject } from '../../src/core/subject.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import { decideWith } from '../helpers/decided.ts'
import { clusterWorkflowTemplate, containerWorkflow, workflow, workflowTemplate } from '../helpers/objects.ts'

const SERVICE_ACCOUNT: Reference = { kind: 'ServiceAccount', namespace: 'demo', name: 'runner' }
const PRIORITY_CLASS: Reference = { kind: 'PriorityClass', name: 'high' }
const CONFIG_MAP: Reference = { kind: 'ConfigMap', namespace: 'demo', name: 'limits', key: 'job' }

/** Every default that names something which a Workflow fails without (R10), with its key and what it names. */
const NAMING = [
  ['serviceAccountName', { serviceAccountName: 'runner' }, 'the ServiceAccount runner'],
  ['podPriorityClassName', { priorityClassName: 'high' }, 'the PriorityClass high'],
  ['synchronization', { workflowParallelism: 3 }, 'the ConfigMap workflow-parallelism with the key job'],
  [
    'artifactRepositoryRef',
    { artifactRepositoryRef: { configMap: 'repositories', key: 's3' } },
    'the ConfigMap repositories with the key s3',
  ],
] as const

t.test('what is there, or assumed to be, does no harm', async (t) => {
  t.equal(presenceHarm('present', 'it'), undefined)
  t.equal(presenceHarm('assumed', 'it'), undefined)
})

t.test('what is not there does, and what nobody knows of', async (t) => {
  t.strictSame(presenceHarm('absent', 'it'), { reason: 'reference-absent', detail: 'it' })
  t.strictSame(presenceHarm('unknown', 'it'), { reason: 'reference-unknown', detail: 'it' })
})

t.test('asks the cluster for just what the default names', async (t) => {
  for (const reference of [SERVICE_ACCOUNT, PRIORITY_CLASS, CONFIG_MAP]) {
    const asked: Reference[] = []
    const presenceOf = (about: Reference): 'present' => {
      asked.push(about)
      return 'present'
    }

    const harm = findReferenceHarm(subjectOf('Workflow', { presenceOf }), reference)

    t.equal(harm, undefined)
    t.strictSame(asked, [reference])
  }
})

t.test('a cluster-scoped template names nothing that lies in a namespace (H2.5)', async (t) => {
  const subject = subjectOf('ClusterWorkflowTemplate')

  t.match(findReferenceHarm(subject, SERVICE_ACCOUNT), {
    reason: 'namespaced-reference',
    detail: 'the ServiceAccount runner',
  })
  t.match(findReferenceHarm(subject, CONFIG_MAP), { reason: 'namespaced-reference' })
  t.equal(findReferenceHarm(subject, PRIORITY_CLASS), undefined, 'a PriorityClass lies in none')
})

for (const [key, settings, what] of NAMING) {
  t.test(`injects ${key} where ${what} is there, or assumed to be`, async (t) => {
    for (const presence of ['present', 'assumed'] as const) {
      const { reasons, warnings } = decideWith(settings, workflow(), { cluster: clusterWhere(presence) })

      t.strictSame(reasons, { [key]: 'injected/absent' }, presence)
      t.strictSame(warnings, [], presence)
    }
  })

  t.test(`leaves ${key} out where ${what} is not there, and warns of it`, async (t) => {
    const { reasons, warnings, after } = decideWith(settings, workflow(), { cluster: clusterWhere('absent') })

    t.strictSame(reasons, { [key]: 'skipped/reference-absent' })
    t.strictSame(warnings, [`${key} left out: ${what} does not exist`])
    t.strictSame(after, workflow())
  })

  t.test(`leaves ${key} out where nobody knows, connected or not, and warns of it`, async (t) => {
    for (const connected of [true, false]) {
      const { reasons, warnings } = decideWith(settings, workflow(), {
        cluster: clusterWhere('unknown', { connected }),
      })

      t.strictSame(reasons, { [key]: 'skipped/reference-unknown' })
      t.strictSame(warnings, [`${key} left out: it is not known whether ${what} exists`])
    }
  })
}

t.test('warns of nothing that is missing where the user named something', async (t) => {
  const spec = {
    serviceAccountName: 'mine',
    podPriorityClassName: 'mine',
    synchronization: { mutexes: [{ name: 'mine' }] },
    artifactRepositoryRef: { configMap: 'mine', key: 'mine' },
    templates: [],
  }
  const settings = Object.assign({}, ...NAMING.map(([, setting]) => setting)) as object

  const { reasons, warnings } = decideWith(settings, workflow(spec), { cluster: clusterWhere('absent') })

  t.strictSame(new Set(Object.values(reasons)), new Set(['kept/user-set']))
  t.strictSame(warnings, [])
})

t.test('looks into the namespace of the request, whatever the object says', async (t) => {
  const asked: unknown[] = []
  const cluster = clusterWhere('present', {
    presenceOf: (reference) => {
      asked.push(reference)
      return 'present'
    },
    artifactRepository: (...names) => {
      asked.push(names)
      return 'present'
    },
  })
  const settings = Object.assign({}, ...NAMING.map(([, setting]) => setting)) as object

  decideWith(settings, workflowTemplate(undefined, { namespace: 'other' }), {
    cluster,
    request: { namespace: 'team-a' },
  })

  t.strictSame(
    new Set(asked.map((reference) => JSON.stringify(reference))),
    new Set([
      JSON.stringify({ kind: 'PriorityClass', name: 'high' }),
      JSON.stringify({ kind: 'ConfigMap', namespace: 'team-a', name: 'workflow-parallelism', key: 'lib' }),
      JSON.stringify({ kind: 'ServiceAccount', namespace: 'team-a', name: 'runner' }),
      JSON.stringify(['team-a', 'repositories', 's3']),
    ]),
  )
})

t.test('a default that names nothing is injected whatever is known', async (t) => {
  const settings = {
    workflowParallelism: 1,
    priority: 5,
    commonEnvFromSecrets: { TOKEN: { secretName: 's', key: 'k' } },
  }

  const { reasons } = decideWith(settings, containerWorkflow(), { cluster: clusterWhere('absent') })

  t.strictSame(reasons, {
    priority: 'injected/absent',
    synchronization: 'injected/absent',
    'templates[main].container.env': 'injected/absent',
  })
})

function subjectOf(kind: Kind, facts: Parameters<typeof clusterWhere>[1] = {}): Subject {
  const object = kind === 'ClusterWorkflowTemplate' ? clusterWorkflowTemplate() : workflow()
  return new Subject({ ...object }, kind, 'demo', clusterWhere('present', facts))
}
