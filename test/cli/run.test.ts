import t from 'tap'
import packageFile from '../../package.json' with { type: 'json' }
import { run } from '../../src/cli/run.ts'
import { runCli } from './run-cli.ts'

const HINT = 'wf-defaults --help and wf-defaults COMMAND --help say how to use it\n'

t.test('prints its version', async (t) => {
  t.strictSame(await runCli(['--version']), { code: 0, stdout: `${packageFile.version}\n`, stderr: '' })
})

t.test('prints help that shows every command, with examples and exit codes', async (t) => {
  const { code, stdout, stderr } = await runCli(['--help'])

  t.equal(code, 0)
  t.equal(stderr, '')
  for (const word of ['serve', 'mutate', 'explain', 'check', 'Examples:', 'Exit codes: 0', 'standard error'])
    t.match(stdout, word)
})

t.test('prints help of each command', async (t) => {
  for (const command of ['serve', 'mutate', 'explain', 'check']) {
    const { code, stdout } = await runCli([command, '--help'])

    t.equal(code, 0)
    t.match(stdout, new RegExp(`^Usage: wf-defaults ${command} `, 'u'))
    t.match(stdout, /^Examples?:$/mu)
  }
})

t.test('says what is wrong with the command line, and exits 2', async (t) => {
  const wrong = {
    mutat: "error: unknown command 'mutat'\n(Did you mean mutate?)\n",
    mutate: "error: required option '-f, --filename <FILE|DIR|->' not specified\n",
    'explain -f x --frob': "error: unknown option '--frob'\n",
    'explain -f x -o yaml':
      "error: option '-o, --output <FORMAT>' argument 'yaml' is invalid. Allowed choices are text, json.\n",
    'mutate -f': "error: option '-f, --filename <FILE|DIR|->' argument missing\n",
    'mutate -f x y': "error: too many arguments for 'mutate'. Expected 0 arguments but got 1: y.\n",
    check: "error: required option '--settings <FILE>' not specified\n",
    'serve --port x': 'error: --port: expected a port from 0 to 65535, but came "x"\n',
  }

  for (const [args, message] of Object.entries(wrong)) {
    t.strictSame(await runCli(args.split(' ')), { code: 2, stdout: '', stderr: `${message}${HINT}` }, args)
  }
})

t.test('takes no command for a question, and prints help on standard error', async (t) => {
  const { code, stdout, stderr } = await runCli([])

  t.strictSame({ code, stdout }, { code: 2, stdout: '' })
  t.match(stderr, /^Usage: wf-defaults /u)
})

t.test('lets a fault of ours pass', async (t) => {
  const broken = { write: slip, on: () => {} }

  await t.rejects(run(['--version'], { stdin: process.stdin, stdout: broken, stderr: broken, env: {} }), {
    message: 'a slip',
  })
})

function slip(): never {
  throw new TypeError('a slip')
}
