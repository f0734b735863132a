import t from 'tap'
import { parseValue } from '../../src/documents/parse-value.ts'
import { parseSettings } from '../../src/core/settings/parse.ts'
import { BUILT_IN_SETTINGS } from '../../src/core/settings/builtin.ts'
import { CONFIG, HELLO } from './manifests.ts'
import { runCli } from './run-cli.ts'

const HEAD = 'apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\n'
const FILE = `${HEAD}profile: small\ndefaults: {uid: 5, commonEnv: {A: "yes", B.C: "on"}}\nprofiles: {small: {priority: 1}, gpu: {dnsPolicy: Default}}\n`
const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: demo
  labels: {workflows.panfactum.com/defaults: enabled}
  annotations: {settings.workflows.panfactum.com/uid: "6", settings.workflows.panfactum.com/priority: "2"}
`
const ANNOTATED = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  name: a
  namespace: demo
  annotations: {settings.workflows.panfactum.com/uid: "7", workflows.panfactum.com/profile: gpu}
spec: {templates: []}
`

t.test('prints the settings of the cluster, each with where it is from', async (t) => {
  const folder = t.testdir({ 's.yaml': FILE })

  const { code, stdout, stderr } = await runCli(['settings', '--settings', `${folder}/s.yaml`])

  t.strictSame({ code, stderr }, { code: 0, stderr: '' })
  t.match(stdout, /^the cluster \(settings [0-9a-f]{8}\)\n/u)
  t.match(stdout, /\n {2}uid +5 \(settings file\)\n/u)
  t.match(stdout, /\n {2}priority +1 \(profile small of the file\)\n/u)
  t.match(stdout, /\n {2}spotNodesEnabled +true \(built-in\)\n/u)
  t.equal(stdout.trimEnd().split('\n').length, 1 + Object.keys(BUILT_IN_SETTINGS).length)
})

t.test('those of an object have those of its Namespace, its profile and its annotations in them', async (t) => {
  const folder = t.testdir({ 's.yaml': FILE, 'n.yaml': NAMESPACE, 'w.yaml': ANNOTATED })
  const inputs = ['-f', `${folder}/n.yaml`, '-f', `${folder}/w.yaml`]

  const { code, stdout } = await runCli(['settings', '--settings', `${folder}/s.yaml`, ...inputs, '-o', 'json'])

  const [only, ...others] = JSON.parse(stdout) as { readonly of: string; readonly settings: object }[]
  t.strictSame([code, others], [0, []])
  t.match(only, {
    of: 'Workflow demo/a',
    hash: /^[0-9a-f]{8}$/u,
    settings: {
      uid: { value: 7, source: { layer: 'object' } },
      dnsPolicy: { value: 'Default', source: { layer: 'profile', name: 'gpu', by: 'object' } },
      priority: { value: 2, source: { layer: 'namespace' } },
      commonEnv: { source: { layer: 'file' } },
    },
  })
})

t.test('those of a Namespace, where there are no objects of Argo', async (t) => {
  const { code, stdout } = await runCli(['settings', '-f', '-'], { stdin: `${NAMESPACE}---\n${CONFIG}` })

  t.equal(code, 0)
  t.match(stdout, /^Namespace demo \(settings /u)
  t.match(stdout, /\n {2}uid +6 \(annotation of the Namespace\)\n/u)
})

t.test('as one object of JSON for the cluster', async (t) => {
  const { stdout } = await runCli(['settings', '-o', 'json'])

  t.match(JSON.parse(stdout), { of: 'the cluster', settings: { uid: { value: 1000, source: { layer: 'built-in' } } } })
})

t.test('as a settings file that says the same', async (t) => {
  const folder = t.testdir({ 's.yaml': FILE })
  const { stdout } = await runCli(['settings', '--settings', `${folder}/s.yaml`, '-o', 'yaml'])

  const content = parseValue(stdout)
  t.ok('value' in content)
  const parsed = parseSettings('value' in content ? content.value : null)

  t.ok('settings' in parsed)
  if (!('settings' in parsed)) return
  t.match(parsed.settings.values, { uid: 5, priority: 1, commonEnv: { A: 'yes', 'B.C': 'on' }, podParallelism: null })
  t.match(stdout, /\n {2}uid: 5 # settings file\n/u)
})

t.test('several with lines between them', async (t) => {
  const stdin = `${HELLO}---\n${ANNOTATED.replace('profile: gpu', 'profile: generic')}`

  const { stdout } = await runCli(['settings', '-f', '-', '-o', 'yaml'], { stdin })

  t.match(stdout, /^# the settings in force for Workflow default\/hello-, /u)
  t.match(stdout, /\n---\n# the settings in force for Workflow demo\/a, /u)
})

t.test('says what is wrong with annotations', async (t) => {
  const stdin = `${NAMESPACE.replace('"6"', '"x"')}---\n${ANNOTATED}---\n${HELLO}`

  const { code, stdout, stderr } = await runCli(['settings', '-f', '-'], { stdin })

  t.equal(code, 1)
  t.match(stderr, /^warning: Workflow demo\/a: Namespace demo: .*came "x"; left out\n/u)
  t.match(
    stderr,
    /\nerror: Workflow demo\/a: workflows\.panfactum\.com\/profile: expected a profile, generic, but came/u,
  )
  t.match(stdout, 'Workflow default/hello-')
})

t.test('says what is wrong with a Namespace that has no objects, and names it once', async (t) => {
  const { code, stderr } = await runCli(['settings', '-f', '-'], { stdin: NAMESPACE.replace('"6"', '"x"') })

  t.equal(code, 0)
  t.match(stderr, /^warning: Namespace demo: settings\.workflows\.panfactum\.com\/uid: .*came "x"; left out\n$/u)
})

t.test('names objects that have no name', async (t) => {
  const { stdout } = await runCli(['settings', '-f', '-'], {
    stdin: '{apiVersion: argoproj.io/v1alpha1, kind: ClusterWorkflowTemplate, spec: {}}',
  })

  t.match(stdout, /^ClusterWorkflowTemplate \(without a name\) /u)
})

t.test('does not go on where the settings are at fault', async (t) => {
  const folder = t.testdir({ 's.yaml': `${HEAD}defaults: {uid: x}\n` })

  const { code, stdout } = await runCli(['settings', '--settings', `${folder}/s.yaml`])

  t.strictSame({ code, stdout }, { code: 1, stdout: '' })
})

t.test('turns the inputs of wf_spec into a settings file, and names those that are none', async (t) => {
  const inputs = {
    name: 'a',
    templates: [],
    tmp_directories: { scratch_dir: { mount_path: '/scratch', size_mb: 5, node_local: null } },
    passthrough_parameters: [{ name: 'ref', default: 'main', globalName: null }],
    extra_tolerations: [{ operator: 'Exists' }],
    retry_max_attempts: 2,
    uidd: 5,
    unheard_of: 1,
  }

  const { code, stdout, stderr } = await runCli(['settings', '--from-tfvars', '-'], { stdin: JSON.stringify(inputs) })

  t.equal(code, 0)
  t.strictSame(parseValue(stdout), {
    value: {
      apiVersion: 'workflows.panfactum.com/v1alpha1',
      kind: 'Settings',
      defaults: {
        tmpDirectories: { scratch_dir: { mountPath: '/scratch', sizeMb: 5 } },
        passthroughParameters: [{ name: 'ref', default: 'main' }],
        extraTolerations: [{ operator: 'Exists' }],
        retryMaxAttempts: 2,
      },
    },
  })
  t.match(stderr, 'note: standard input: name is no setting; in its place: metadata.name of the WorkflowTemplate')
  t.match(stderr, 'uidd is no setting; in its place: nothing: wf_spec has no such input; did you mean uid?')
  t.match(stderr, 'unheard_of is no setting; in its place: nothing: wf_spec has no such input\n')
  t.match(stderr, 'warning: standard input: extra_tolerations, as defaults.extraTolerations[0]: has no key')
})

t.test('says which inputs do not fit', async (t) => {
  const folder = t.testdir({
    'a.json': '{"uid": "x", "tmp_directories": 5}',
    'b.json': '[]',
    'c.json': '{',
    'many.json': JSON.stringify({ linux_capabilities: Array.from({ length: 10_000 }, () => 'CHOWN') }),
  })
  const convert = async (file: string): ReturnType<typeof runCli> =>
    runCli(['settings', '--from-tfvars', `${folder}/${file}`])

  t.match(await convert('a.json'), {
    code: 1,
    stdout: '',
    stderr: /a\.json: uid, as defaults\.uid: expected a number, but came "x"/u,
  })
  t.match(await convert('a.json'), { stderr: 'tmp_directories, as defaults.tmpDirectories: expected' })
  t.match(await convert('many.json'), { code: 1, stderr: /many\.json: expected at most \d+ values/u })
  t.match(await convert('b.json'), { code: 1, stderr: /b\.json: expected the inputs of wf_spec as a JSON object/u })
  t.match(await convert('c.json'), { code: 1, stderr: /c\.json:\d+:\d+: expected/u })
  t.match(await convert('d.json'), { code: 1, stderr: /d\.json: expected a file or a folder/u })
})

t.test('--from-tfvars goes with no other input', async (t) => {
  for (const other of [
    ['-f', 'x'],
    ['--settings', 'x'],
  ]) {
    const { code, stderr } = await runCli(['settings', '--from-tfvars', 'a.json', ...other])

    t.equal(code, 2)
    t.match(stderr, 'expected --from-tfvars by itself')
  }
})
