import type { Manifest } from './parse-manifests.ts'
import { parseYaml } from './parse-yaml.ts'
import { printJson } from './print-json.ts'

/** What is printed of a manifest, which may have been patched by then. */
export type Printed = Pick<Manifest, 'text' | 'separator' | 'lineBreak'>

/** As many spaces as kubectl puts. */
const STEP = '    '

/** A stream of YAML documents, each printed as it is, with lines of `---` between them. */
export function printYamlDocuments(manifests: readonly Printed[]): string {
  return manifests
    .map((manifest, index) => restoreLineBreaks(manifest, separate(manifest, index > 0) + manifest.text))
    .join('')
}

/** The text with the line breaks that its stream had. */
function restoreLineBreaks({ lineBreak }: Pick<Manifest, 'lineBreak'>, text: string): string {
  return lineBreak === '\n' ? text : text.replaceAll('\n', lineBreak)
}

/** One object as JSON. */
export function printJsonDocument({ text }: Pick<Manifest, 'text'>): string {
  return `${printText(text, '\n')}\n`
}

/** Several objects as a `v1 List`. */
export function printJsonList(manifests: readonly Pick<Manifest, 'text'>[]): string {
  const items = manifests.map(({ text }) => `\n${STEP}${STEP}${printText(text, `\n${STEP}${STEP}`)}`).join(',')
  const list = items === '' ? '[]' : `[${items}\n${STEP}]`
  return `{\n${STEP}"apiVersion": "v1",\n${STEP}"items": ${list},\n${STEP}"kind": "List"\n}\n`
}

function printText(text: string, line: string): string {
  const tree = parseYaml(text)
  return printJson(tree, tree.root, { line, step: STEP, space: ' ' })
}

/** A value beside its `---` brings its own. */
function separate({ text, separator }: Printed, isLater: boolean): string {
  const hasOwn = separator !== '' || text.startsWith('--- ')
  return hasOwn || !isLater ? separator : '---\n'
}
