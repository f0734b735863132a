import t from 'tap'
import { HELLO } from './manifests.ts'
import { runCli } from './run-cli.ts'

const HEAD = 'apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\n'

t.test('takes the settings of a file', async (t) => {
  const folder = t.testdir({ 's.yaml': `${HEAD}defaults: {activeDeadlineSeconds: 7}\n` })

  const { code, stdout, stderr } = await runCli(['explain', '-f', '-', '--settings', `${folder}/s.yaml`], {
    stdin: HELLO,
  })

  t.strictSame({ code, stderr }, { code: 0, stderr: '' })
  t.match(stdout, 'activeDeadlineSeconds: 7 (activeDeadlineSeconds, settings file)')
})

t.test('does nothing where the settings are at fault', async (t) => {
  const folder = t.testdir({
    'misfit.yaml': `${HEAD}defaults: {activeDeadlineSeconds: no, frob: 1}\n`,
    'twice.yaml': `${HEAD}defaults: {}\ndefaults: {}\n`,
    'other.yaml': '[]\n',
  })
  const explain = async (file: string): Promise<string> => {
    const { code, stdout, stderr } = await runCli(['mutate', '-f', '-', '--settings', `${folder}/${file}`], {
      stdin: HELLO,
    })
    t.strictSame({ code, stdout }, { code: 1, stdout: '' }, file)
    return stderr.replaceAll(folder, 'DIR')
  }

  t.match(
    await explain('misfit.yaml'),
    /^error: DIR\/misfit.yaml: defaults.activeDeadlineSeconds: expected .*, but came false\nerror: DIR\/misfit.yaml: defaults.frob: expected/u,
  )
  t.equal(await explain('twice.yaml'), 'error: DIR/twice.yaml:4:1: expected each key once, but defaults came again\n')
  t.match(await explain('other.yaml'), /^error: DIR\/other.yaml: expected /u)
  t.equal(await explain('none.yaml'), 'error: DIR/none.yaml: expected a file or a folder, but there is none\n')
})

t.test('no command reads a file that is too long', async (t) => {
  const file = `${t.testdir({ 's.yaml': `${HEAD}#${'x'.repeat(2 ** 17)}` })}/s.yaml`

  for (const args of [['check'], ['settings'], ['mutate', '-f', '-'], ['explain', '-f', '-']]) {
    const { code, stdout, stderr } = await runCli([...args, '--settings', file], { stdin: HELLO })

    t.strictSame({ code, stdout }, { code: 1, stdout: '' }, args.join(' '))
    t.match(stderr, `error: ${file}: expected at most 131072 characters, but came 131133; leave out `)
  }
})
