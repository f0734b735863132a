import t from 'tap'
import { CONFIG, HELLO } from './manifests.ts'
import { runCli } from './run-cli.ts'

t.test('says where each input is at fault, and does the others', async (t) => {
  const folder = t.testdir({
    'a.yaml': `${CONFIG}---\na: [1\n---\nno object\n`,
    'b.yaml': 'a: b: c\n',
    'c.yaml': CONFIG.replaceAll('config', 'last'),
    'd.bin.yaml': Buffer.from([0xff]),
  })

  const { code, stdout, stderr } = await runCli(['mutate', '-f', `${folder}/no`, '-f', folder])

  t.equal(code, 1)
  t.equal(stdout, `${CONFIG}---\n${CONFIG.replaceAll('config', 'last')}`)
  t.equal(
    stderr.replaceAll(folder, 'DIR'),
    `error: DIR/no: expected a file or a folder, but there is none
error: DIR/a.yaml:7:1: document 2: expected YAML, but came the end of the text: Flow sequence in block collection must be sufficiently indented and end with a ]
error: DIR/a.yaml:8:1: document 3: expected an object with apiVersion and kind, but came the text "no object"
error: DIR/b.yaml:1:4: document 1: expected YAML, but came a: b: c: Nested mappings are not allowed in compact mappings
error: DIR/d.bin.yaml: expected text in UTF-8, but came other bytes
`,
  )
})

t.test('takes an input without an object for a fault', async (t) => {
  const folder = t.testdir({ 'a.yaml': '# nothing\n' })

  t.strictSame(await runCli(['explain', '-f', '-', '-f', folder, '-o', 'json'], { stdin: '---\n' }), {
    code: 1,
    stdout: '[]\n',
    stderr: `error: standard input: expected at least one Kubernetes object, but there is none
error: ${folder}: expected at least one Kubernetes object, but there is none
`,
  })
})

t.test('warns of a key that stands twice', async (t) => {
  const { code, stderr } = await runCli(['mutate', '-f', '-'], {
    stdin: CONFIG.replace('\ndata', '\nkind: ConfigMap\ndata'),
  })

  t.equal(code, 0)
  t.equal(stderr, 'warning: standard input:4:1: document 1: the key kind stands here again; the last one counts\n')
})

t.test('reads an input once that is named twice', async (t) => {
  const { stdout } = await runCli(['mutate', '-f', '-', '-f', '-'], { stdin: CONFIG })

  t.equal(stdout, CONFIG)
})

t.test('reads the sub-folders of a folder when asked to', async (t) => {
  const folder = t.testdir({ sub: { 'a.yaml': HELLO } })

  t.equal((await runCli(['explain', '-f', folder])).code, 1)
  t.equal((await runCli(['explain', '-R', '-f', folder])).code, 0)
})
