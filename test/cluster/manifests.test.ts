import t from 'tap'
import { expectKubectl } from './harness/kubectl.ts'
import { readTestCluster } from './harness/test-cluster.ts'
import { applyManifests } from './harness/webhook.ts'

interface Deployment {
  readonly spec: { readonly template: { readonly spec: object } }
}

const cluster = readTestCluster()
const { kubectl } = cluster
await applyManifests(cluster)

const USER = 'system:serviceaccount:wf-defaults:wf-defaults'
const CREATE = ['--namespace=wf-defaults', 'create', '--dry-run=server', '-f', '-']

/** A Pod of the Deployment, with a field of its spec changed. */
async function buildPod(changed: object = {}): Promise<object> {
  const args = ['--namespace=wf-defaults', 'get', 'deployment', 'wf-defaults', '-o', 'json']
  const { spec } = JSON.parse(await expectKubectl(kubectl, args)) as Deployment
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'replica' }, spec: { ...spec.template.spec, ...changed } }
}

t.test('a Pod of the Deployment is taken under Pod Security restricted, without a warning', async (t) => {
  const { code, stderr } = await kubectl(CREATE, await buildPod())

  t.equal(stderr, '')
  t.equal(code, 0)
})

t.test('one that may do more is not', async (t) => {
  const { code, stderr } = await kubectl(CREATE, await buildPod({ securityContext: {} }))

  t.equal(code, 1)
  t.match(stderr, /violates PodSecurity "restricted:latest"/u)
})

t.test('applied again, nothing changes', async (t) => {
  const manifests = new URL('../../manifests', import.meta.url).pathname

  const { stdout, code } = await kubectl(['diff', '-k', manifests])

  t.equal(stdout, '')
  t.equal(code, 0)
})

const MAY: readonly (readonly string[])[] = [
  ['get', 'namespaces/any'],
  ['list', 'namespaces'],
  ['watch', 'namespaces'],
  ['get', 'serviceaccounts/any', '--namespace=any'],
  ['get', 'configmaps/artifact-repositories', '--namespace=any'],
  ['get', 'configmaps/workflow-parallelism', '--namespace=any'],
  ['get', 'priorityclasses.scheduling.k8s.io/any'],
  ['get', 'mutatingwebhookconfigurations.admissionregistration.k8s.io/wf-defaults'],
  ['patch', 'mutatingwebhookconfigurations.admissionregistration.k8s.io/wf-defaults'],
  ['get', 'secrets/wf-defaults-ca', '--namespace=wf-defaults'],
  ['update', 'secrets/wf-defaults-ca', '--namespace=wf-defaults'],
  ['create', 'secrets', '--namespace=wf-defaults'],
]

const MAY_NOT: readonly (readonly string[])[] = [
  ['get', 'secrets/any', '--namespace=any'],
  ['get', 'secrets/any', '--namespace=wf-defaults'],
  ['list', 'secrets', '--namespace=wf-defaults'],
  ['create', 'secrets', '--namespace=any'],
  ['delete', 'secrets/wf-defaults-ca', '--namespace=wf-defaults'],
  ['get', 'configmaps/any', '--namespace=any'],
  ['list', 'configmaps', '--namespace=any'],
  ['list', 'serviceaccounts', '--namespace=any'],
  ['create', 'serviceaccounts/any', '--subresource=token', '--namespace=any'],
  ['list', 'priorityclasses.scheduling.k8s.io'],
  ['update', 'namespaces/any'],
  ['get', 'mutatingwebhookconfigurations.admissionregistration.k8s.io/any'],
  ['patch', 'mutatingwebhookconfigurations.admissionregistration.k8s.io/any'],
  ['create', 'mutatingwebhookconfigurations.admissionregistration.k8s.io'],
  ['get', 'workflows.argoproj.io/any', '--namespace=any'],
  ['create', 'pods', '--namespace=any'],
]

for (const [answer, questions] of [
  ['yes', MAY],
  ['no', MAY_NOT],
] as const)
  for (const question of questions)
    t.test(`whether it may ${question.join(' ')}: ${answer}`, async (t) => {
      const { stdout } = await kubectl(['auth', 'can-i', ...question, `--as=${USER}`])

      t.equal(stdout.trim(), answer)
    })

t.test('it may do what is listed here, and what everybody may', async (t) => {
  const everybody = new Set(await listRights('system:serviceaccount:wf-defaults:somebody'))

  const own = (await listRights(USER)).filter((line) => !everybody.has(line))

  t.strictSame(own.toSorted(), [
    'configmaps [] [artifact-repositories] [get]',
    'configmaps [] [workflow-parallelism] [get]',
    'mutatingwebhookconfigurations.admissionregistration.k8s.io [] [wf-defaults] [get patch]',
    'namespaces [] [] [get list watch]',
    'priorityclasses.scheduling.k8s.io [] [] [get]',
    'secrets [] [] [create]',
    'secrets [] [wf-defaults-ca] [get update]',
    'serviceaccounts [] [] [get]',
  ])
})

/** What a user may do in the namespace, a line each. */
async function listRights(user: string): Promise<readonly string[]> {
  const args = ['auth', 'can-i', '--list', '--no-headers', '--namespace=wf-defaults', `--as=${user}`]
  const groups = ['--as-group=system:serviceaccounts', '--as-group=system:authenticated']
  return (await expectKubectl(kubectl, [...args, ...groups]))
    .trim()
    .split('\n')
    .map((line) => line.replaceAll(/ +/gu, ' '))
}
