import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import type { ParsedSettings, SettingsFault } from '../../src/core/settings/parse.ts'
import { parseSettings } from '../../src/core/settings/parse.ts'
import { DECISION_REASONS, OBJECT_REASONS } from '../../src/core/reasons.ts'
import { parseValue } from '../../src/documents/parse-value.ts'
import { runCli } from '../cli/run-cli.ts'

const readme = read('README.md')

t.test('every command that the README shows runs', async (t) => {
  const commands = Array.from(readme.matchAll(/^npm run --silent wf-defaults -- (.+)$/gmu), ([, args = '']) => args)
  t.ok(commands.length >= 4)

  for (const command of commands) {
    const { code, stdout, stderr } = await runCli(command.split(' '))

    t.equal(code, 0, `${command}: ${stderr}`)
    t.not(stdout, '', command)
  }
})

t.test('every settings file that the documents show is one', async (t) => {
  for (const file of ['README.md', 'docs/settings-file.md']) {
    const blocks = yamlBlocks(read(file)).filter((block) => block.includes('kind: Settings'))
    t.ok(blocks.length > 0, file)

    for (const block of blocks) {
      const content = parseValue(block)
      if (!('value' in content)) t.fail(file, content)
      else t.strictSame(faultsOf(parseSettings(content.value)), [], file)
    }
  }
})

t.test('docs/reasons.md lists every reason, and no other', async (t) => {
  const listed = Array.from(read('docs/reasons.md').matchAll(/^\| `([a-z-]+)` \|/gmu), ([, code]) => code)

  t.strictSame(new Set(listed), new Set([...Object.keys(DECISION_REASONS), ...Object.keys(OBJECT_REASONS)]))
})

t.test('every file that a document links to is there', async (t) => {
  for (const file of [
    'README.md',
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'docs/from-wf-spec.md',
    'docs/settings-file.md',
  ]) {
    const base = new URL(`../../${file}`, import.meta.url)
    const links = Array.from(read(file).matchAll(/\]\(([^)#:]+)\)/gu), ([, link = '']) => link)

    for (const link of links) t.ok(existsSync(new URL(link, base)), `${file} → ${link}`)
  }
})

function faultsOf(parsed: ParsedSettings): readonly SettingsFault[] {
  return 'faults' in parsed ? parsed.faults : []
}

function read(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
}

function yamlBlocks(text: string): readonly string[] {
  return Array.from(text.matchAll(/^```yaml\n(.*?)^```/gmsu), ([, block = '']) => block)
}
