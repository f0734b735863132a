import { readFileSync } from 'node:fs'
import t from 'tap'
import { formatPath } from '../../src/core/settings/fault.ts'
import { parseSettings } from '../../src/core/settings/parse.ts'
import type { ParsedSettingsText } from '../../src/documents/parse-settings-text.ts'
import { parseSettingsText } from '../../src/documents/parse-settings-text.ts'
import { parseSettingsFile } from '../../src/server/parse-settings-file.ts'
import { decideUnder } from '../helpers/decided.ts'
import { layAnnotations } from '../helpers/lay-annotations.ts'
import { workflowTemplate } from '../helpers/objects.ts'
import { SETTING_DOCS } from '../../scripts/settings-docs.ts'
import { settingsOf } from '../helpers/settings.ts'

/** Every value of every documented example, replaced by each value of another type: what people get wrong (R5). */

const HEADER = { apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings' }
const PREFIX = 'settings.workflows.panfactum.com/'
const FAULT = /^expected [^\n]+, but [^\n]+$/u
const EXAMPLE = readFileSync(new URL('../../examples/settings.yaml', import.meta.url), 'utf8')
/** Nobody reads more of what is wrong with one text. */
const [MAX_SENTENCES, MAX_SENTENCE_LENGTH] = [100, 250]

interface Mutated {
  /** Where in the example it is, from the setting's name on. */
  readonly path: readonly PropertyKey[]
  /** The whole example with it. */
  readonly value: unknown
  /** What stands there instead. */
  readonly instead: unknown
}

/** A quantity may be a number (R4). */
const QUANTITY = /^defaultResources\.\w+\.\w+$/u

const MALFORMED = Object.entries(SETTING_DOCS)
  .flatMap(([name, { example }]) =>
    mutate(example).map(({ path, value, instead }) => ({ name, path: [name, ...path], value, instead })),
  )
  .filter(({ path, instead }): boolean => !(typeof instead === 'number' && QUANTITY.test(formatPath(path))))
const BASE = settingsOf({})

t.test('there are more than 300 of them', async (t) => {
  t.ok(MALFORMED.length > 300, `${MALFORMED.length}`)
})

t.test('as a file each is refused, with its path, what was expected and what came', async (t) => {
  for (const { name, path, value } of MALFORMED) {
    const parsed = parseSettings({ ...HEADER, defaults: { uid: 5, [name]: value } })

    const faults = 'faults' in parsed ? parsed.faults : []
    t.equal(faults.length, 1, formatPath(path))
    t.match(faults, [{ path: formatPath(['defaults', ...path]), message: FAULT }])
  }
})

t.test('as an annotation each denies the object, which stays as it is', async (t) => {
  for (const { name, path, value } of MALFORMED) {
    const annotations = { [`${PREFIX}priority`]: '7', [`${PREFIX}${name}`]: JSON.stringify(value) }
    const { outcome, message, patch } = decideUnder(BASE, workflowTemplate({}, { annotations }))

    t.match({ outcome, patch }, { outcome: 'denied', patch: [] }, formatPath(path))
    t.ok(message?.startsWith(`${PREFIX}${formatPath(path)}: expected `), message ?? '')
  }
})

t.test('as an annotation of a Namespace each is left out whole, and the one beside it holds', async (t) => {
  const beside = { [`${PREFIX}activeDeadlineSeconds`]: '7' }
  const good = layAnnotations(BASE, 'namespace', beside).settings.values

  for (const { name, path, value } of MALFORMED.filter(({ name: of }) => of !== 'activeDeadlineSeconds')) {
    const laid = layAnnotations(BASE, 'namespace', { ...beside, [`${PREFIX}${name}`]: JSON.stringify(value) })

    t.equal(laid.faults.length, 1, formatPath(path))
    t.strictSame(laid.settings.values, good)
  }
})

t.test('text that is no YAML is refused, with the line and the column', async (t) => {
  const lines = EXAMPLE.split('\n')

  for (const [index, line] of lines.entries()) {
    for (const broken of [`${line}\u0001`, `\t[${line}`, `{${line}`, `"${line}`]) {
      const text = lines.with(index, broken).join('\n')

      await t.rejects(parseSettingsFile('s.yaml', text, { warn: () => undefined }), {
        message: /^s\.yaml:\d+:\d+: expected [^\n]+, but /u,
      })
    }
  }
})

/** Texts whose reading would take for ever, or all memory, if nothing stopped it: the test would then never end. */
const BOMBS: Readonly<Record<string, string>> = {
  'aliases of aliases': buildAliasBomb(40),
  'an alias of itself': 'a: &a [*a]',
  'lists in lists': '['.repeat(2 ** 20),
  'lists in lists that end': '['.repeat(2 ** 19) + ']'.repeat(2 ** 19),
  'maps in maps': '{a: '.repeat(2 ** 18),
  'items in items': '- '.repeat(2 ** 19),
  'complex keys': '? '.repeat(2 ** 19),
  'indented maps': Array.from({ length: 1400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  'an open quote': `"${'a'.repeat(2 ** 20)}`,
  'many open quotes': `{${'"'.repeat(2 ** 20)}`,
  'many commas': `[${','.repeat(2 ** 20)}`,
  'many anchors': '&a '.repeat(2 ** 18),
  'many tags': '!!map '.repeat(2 ** 17),
  'many directives': '%a\n'.repeat(2 ** 18),
  'many aliases': `a: &a 1\nb: [${'*a,'.repeat(2 ** 18)}]`,
  'many keys': Array.from({ length: 60_000 }, (_, index) => `key${index}: 1`).join('\n'),
  'many of one key': 'a: 1\n'.repeat(2 ** 17),
  'many documents': '---\na: 1\n'.repeat(2 ** 16),
  'many merges': `a: &a {b: 1}\nc:\n${'  <<: *a\n'.repeat(2 ** 16)}`,
}
/** The longest that is read of each. */
const [MAX_FILE_LENGTH, MAX_ANNOTATION_LENGTH] = [128 * 1024, 60 * 1024]

for (const [what, text] of Object.entries(BOMBS)) {
  t.test(
    `${what} are refused in few words: a megabyte, and as much as is read of a file and an annotation`,
    async (t) => {
      const whole = parseSettingsText('s.yaml', text)
      const file = parseSettingsText('s.yaml', text.slice(0, MAX_FILE_LENGTH))
      const ofText = { [`${PREFIX}commonEnv`]: text.slice(0, MAX_ANNOTATION_LENGTH) }
      const { faults } = layAnnotations(BASE, 'object', ofText)

      const said = { whole: faultsOf(whole), file: faultsOf(file), annotation: faults }
      for (const [as, sentences] of Object.entries(said)) {
        t.ok(sentences.length > 0 && sentences.length <= MAX_SENTENCES, `${as}: ${sentences.length}`)
        t.ok(
          sentences.every(({ length }) => length <= MAX_SENTENCE_LENGTH),
          as,
        )
      }
    },
  )
}

function faultsOf(parsed: ParsedSettingsText): readonly string[] {
  return 'faults' in parsed ? parsed.faults : []
}

/** Each value in a value, replaced by one of each other type. */
function mutate(value: unknown): readonly Mutated[] {
  const others = [5, true, 'x', [], {}].filter((other) => typeOf(other) !== typeOf(value))
  return [
    ...others.map((instead) => ({ path: [], value: instead, instead })),
    ...entriesOf(value).flatMap(([key, item]) =>
      mutate(item).map((inner) => ({
        path: [key, ...inner.path],
        value: replace(value, key, inner.value),
        instead: inner.instead,
      })),
    ),
  ]
}

function entriesOf(value: unknown): readonly (readonly [PropertyKey, unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item])
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function replace(value: unknown, key: PropertyKey, item: unknown): unknown {
  return Array.isArray(value) ? value.with(Number(key), item) : { ...(value as object), [key]: item }
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value
}

function buildAliasBomb(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => {
    const alias = `*a${level - 1}`
    return `a${level}: &a${level} [${level === 0 ? 'x, x' : `${alias}, ${alias}`}]`
  })
  return lines.join('\n')
}
