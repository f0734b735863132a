import * as fc from 'fast-check'
import type { Scope } from './valid-workflow.ts'
import { some } from './some.ts'

/** What a template without calls is made of; which tags it has depends on where it stands. */
export interface RawLeaf {
  readonly type: (typeof LEAF_TYPES)[number]
  readonly container: object
  readonly fields: object
  readonly tags: readonly number[]
}

const LEAF_TYPES = [
  'container',
  'container',
  'container',
  'script',
  'containerSet',
  'resource',
  'http',
  'suspend',
  'plugin',
] as const
const POD_TYPES: readonly RawLeaf['type'][] = ['container', 'script', 'containerSet', 'resource']

/** Keys of Pods that the spec and every template of a Pod have under the same name, some of them twice as likely. */
export const podFieldsArbitrary = {
  affinity: fc.constantFrom({}, { nodeAffinity: {} }),
  hostAliases: fc.constant([{ ip: '10.0.0.1', hostnames: ['a'] }]),
  nodeSelector: fc.constantFrom({}, { pool: 'a' }, { 'kubernetes.io/os': 'windows' }),
  podSpecPatch: fc.constant('{"terminationGracePeriodSeconds": 1}'),
  schedulerName: fc.constant('own'),
  securityContext: fc.constantFrom({}, { runAsUser: 7 }),
  serviceAccountName: fc.constant('own'),
  tolerations: fc.constantFrom([], [{ key: 'spot', operator: 'Exists' }]),
} as const

const containerArbitrary = some({
  env: fc.constantFrom([], [{ name: 'A', value: 'x' }], [{ name: 'LOG', value: '{{workflow.name}}' }]),
  envFrom: fc.constant([{ configMapRef: { name: 'c' } }]),
  resources: fc.constantFrom({}, { limits: { memory: '1Gi' } }),
  securityContext: fc.constantFrom({}, { privileged: true }),
  volumeMounts: fc.constantFrom([], [{ name: 'cache', mountPath: '/cache' }]),
  workingDir: fc.constantFrom('/work', '/tmp'),
})

const leafFieldsArbitrary = some({
  ...podFieldsArbitrary,
  activeDeadlineSeconds: fc.constant(10),
  daemon: fc.boolean(),
  initContainers: fc.constant([{ name: 'first', image: 'i', mirrorVolumeMounts: true }]),
  metadata: fc.constantFrom({}, { labels: { team: 'x' }, annotations: { note: 'y' } }),
  priorityClassName: fc.constant('low'),
  retryStrategy: fc.constantFrom({}, { limit: 1 }),
  sidecars: fc.constantFrom([{ name: 'side', image: 'i' }], [{ name: 'side', image: 'i', mirrorVolumeMounts: true }]),
  synchronization: fc.constantFrom({}, { mutexes: [{ name: 'case' }] }),
  volumes: fc.constantFrom([], [{ name: 'cache', emptyDir: {} }], [{ name: 'podinfo', emptyDir: {} }]),
})

export const leafArbitrary: fc.Arbitrary<RawLeaf> = fc.record({
  type: fc.constantFrom(...LEAF_TYPES),
  container: containerArbitrary,
  fields: leafFieldsArbitrary,
  tags: fc.array(fc.nat(), { maxLength: 2 }),
})

/** Writes a leaf with the fields that it has from where it stands, and with tags that resolve there. */
export function writeLeaf({ type, container, fields, tags }: RawLeaf, given: object, scope: Scope): object {
  const args = pickTags(tags, scope)
  const runs = { image: 'i', ...container }
  const bodies: Readonly<Record<RawLeaf['type'], object>> = {
    container: { container: { ...runs, command: ['run'], args } },
    script: { script: { ...runs, command: ['sh'], source: args.join(' ') } },
    containerSet: {
      containerSet: {
        containers: [
          { name: 'first', ...runs, command: ['run'], args },
          { name: 'main', ...runs, command: ['run'], dependencies: ['first'] },
        ],
      },
    },
    resource: {
      resource: { action: 'create', manifest: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: a-}\n' },
    },
    http: { http: { url: 'http://localhost', body: args.join(' ') } },
    suspend: { suspend: {} },
    plugin: { plugin: { own: { args } } },
  }
  return { ...given, ...(POD_TYPES.includes(type) && fields), ...bodies[type] }
}

function pickTags(tags: readonly number[], { inputs, workflowParameters }: Scope): readonly string[] {
  const known = [
    ...inputs.map((name) => `{{inputs.parameters.${name}}}`),
    ...workflowParameters.map((name) => `{{workflow.parameters.${name}}}`),
    '{{workflow.name}}',
  ]
  return tags.flatMap((tag) => known[tag % known.length] ?? [])
}
