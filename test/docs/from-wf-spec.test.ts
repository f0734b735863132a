import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { OF_OUR_OWN } from '../../scripts/settings-docs.ts'
import { BUILT_IN_SETTINGS } from '../../src/core/settings/builtin.ts'
import { INSTEAD, toSnakeCase } from '../../src/core/settings/from-wf-spec.ts'
import { runCli } from '../cli/run-cli.ts'

const DOCUMENT = readFileSync(new URL('../../docs/from-wf-spec.md', import.meta.url), 'utf8')
const FOLDER = fileURLToPath(new URL('../../examples/from-wf-spec', import.meta.url))
const EXAMPLES = readdirSync(FOLDER)

/** The outputs of the module. */
const OUTPUTS = [
  'affinity',
  'arguments',
  'aws_role_arn',
  'aws_role_name',
  'container_defaults',
  'container_security_context',
  'env',
  'generate_name',
  'labels',
  'match_labels',
  'name',
  'service_account_name',
  'template_parameters',
  'tolerations',
  'volume_mounts',
  'volumes',
  'workflow_spec',
]

t.test('says of each input of wf_spec what takes its place, as the command line says it', async (t) => {
  const settings = Object.keys(BUILT_IN_SETTINGS).filter((name) => !OF_OUR_OWN.has(name))
  const expected = [
    ...settings.map((name) => [toSnakeCase(name), `the setting [${name}](settings.md#${name.toLowerCase()})`]),
    ...Object.entries(INSTEAD),
  ]

  t.strictSame(
    readRows('Inputs'),
    expected.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
})

t.test('says of each output of wf_spec what takes its place', async (t) => {
  const rows = readRows('Outputs')

  t.strictSame(
    rows.map(([output]) => output),
    OUTPUTS,
  )
})

t.test('has a section for each example, and an example for each section', async (t) => {
  const titles = Array.from(DOCUMENT.matchAll(/^### (.+)$/gmu), ([, title]) => title)

  t.strictSame(new Set(titles), new Set(EXAMPLES))
})

for (const example of EXAMPLES) {
  const settings = existsSync(`${FOLDER}/${example}/settings.yaml`)
    ? ['--settings', `${FOLDER}/${example}/settings.yaml`]
    : []

  t.test(`${example} comes out as its outcome says, and stays so`, async (t) => {
    const once = await runCli(['mutate', '-f', `${FOLDER}/${example}/workflow.yaml`, ...settings])
    const twice = await runCli(['mutate', '-f', `${FOLDER}/${example}/outcome.yaml`, ...settings])

    t.strictSame(once, { code: 0, stdout: read(example, 'outcome.yaml'), stderr: '' })
    t.strictSame(twice, once)
  })

  t.test(`the document shows the files of ${example}, and lines of its outcome`, async (t) => {
    const blocks = readBlocks(example)
    const files = ['settings.yaml', 'workflow.yaml'].filter((file) => existsSync(`${FOLDER}/${example}/${file}`))

    t.strictSame(
      blocks.slice(0, files.length),
      files.map((file) => read(example, file)),
    )
    const excerpts = blocks.slice(files.length)
    t.ok(excerpts.length > 0)
    for (const excerpt of excerpts) t.ok(`\n${read(example, 'outcome.yaml')}`.includes(`\n${excerpt}`), excerpt)
  })
}

/** The cells of the table below a heading, a row an item. */
function readRows(heading: string): readonly (readonly string[])[] {
  const rows = readSection('##', heading).matchAll(/^\| `(.+?)` \| (.+) \|$/gmu)
  return Array.from(rows, ([, first = '', second = '']) => [first, second])
}

function readBlocks(heading: string): readonly string[] {
  return Array.from(readSection('###', heading).matchAll(/^```yaml\n(.*?)^```$/gmsu), ([, block = '']) => block)
}

function readSection(level: string, heading: string): string {
  const [, after = ''] = DOCUMENT.split(`\n${level} ${heading}\n`)
  return after.split(/^#+ /mu)[0] ?? ''
}

function read(example: string, file: string): string {
  return readFileSync(`${FOLDER}/${example}/${file}`, 'utf8')
}
