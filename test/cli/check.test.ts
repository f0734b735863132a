import t from 'tap'
import { runCli } from './run-cli.ts'

const HEAD = 'apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\n'

t.test('says that a file is right, and how much it changes', async (t) => {
  const folder = t.testdir({ 's.yaml': `${HEAD}defaults: {retryMaxAttempts: 2, commonEnv: {A: b}}\n` })

  t.strictSame(await runCli(['check', '--settings', `${folder}/s.yaml`]), {
    code: 0,
    stdout: `${folder}/s.yaml: valid; settings that it sets: commonEnv, retryMaxAttempts\n`,
    stderr: '',
  })
})

t.test('says so too where a file sets nothing', async (t) => {
  const folder = t.testdir({ 's.yaml': HEAD })

  const { stdout } = await runCli(['check', '--settings', `${folder}/s.yaml`])

  t.equal(stdout, `${folder}/s.yaml: valid; settings that it sets: none\n`)
})

t.test('warns of what fits and may yet be a slip', async (t) => {
  const folder = t.testdir({ 's.yaml': `${HEAD}defaults: {extraTolerations: [{operator: Exists}]}\n` })

  const { code, stderr } = await runCli(['check', '--settings', `${folder}/s.yaml`])

  t.equal(code, 0)
  t.match(stderr, /^warning: .*s\.yaml: defaults\.extraTolerations/u)
})

t.test('names every fault with its path', async (t) => {
  const folder = t.testdir({
    's.yaml': `${HEAD}defaults: {tmpDirectories: {a: {sizeMb: 0}}}\nprofiles: {p: {uid: x}}\n`,
  })

  const { code, stdout, stderr } = await runCli(['check', '--settings', `${folder}/s.yaml`])

  t.strictSame({ code, stdout }, { code: 1, stdout: '' })
  for (const path of ['defaults.tmpDirectories.a.mountPath', 'defaults.tmpDirectories.a.sizeMb', 'profiles.p.uid']) {
    t.match(stderr, `error: ${folder}/s.yaml: ${path}: expected`)
  }
})
