import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff'
import { restoreLineBreaks } from '../documents/print-documents.ts'
import type { Paint } from './colours.ts'
import type { LoadedManifest } from './load-manifests.ts'
import type { FileText } from './read-inputs.ts'

/** A manifest, and its text afterwards. */
export interface Change {
  readonly before: LoadedManifest
  readonly after: string
  /** What to call the object. */
  readonly title: string
}

const COLOURS = { '---': 'bold', '+++': 'bold', '@@': 'cyan', '+': 'green', '-': 'red' } as const

/**
 * Prints changes as unified diffs: one a file, which `patch` can apply, and one for each object that shares its lines with
 * others.
 */
export function printDiff(changes: readonly Change[], paint: Paint): string {
  const diffs = Array.from(
    Map.groupBy(changes, ({ before }) => before.source),
    diffFile,
  )
  return colour(diffs.join(''), paint)
}

function diffFile([file, changes]: readonly [FileText, readonly Change[]]): string {
  const inPlace = changes.filter(isInPlace)
  const others = changes.filter((change) => !isInPlace(change))
  return [...(inPlace.length > 0 ? [diffInPlace(file, inPlace)] : []), ...others.map(diffAlone)].join('')
}

/** Whether the document has lines of the file to itself: an item of a List has not, nor has JSON beside other JSON. */
function isInPlace({ before }: Change): boolean {
  const { item, line, text, source } = before
  const lines = splitLines(source.text).slice(line - 1, line - 1 + countLines(text))
  return item === '' && endWithBreak(lines.join('')) === restoreLineBreaks(before, text)
}

/** From the last document up, so that the lines of those before it stay where they are. */
function diffInPlace({ name, text }: FileText, changes: readonly Change[]): string {
  const lines = [...splitLines(text)]
  for (const { before, after } of changes.toReversed()) {
    lines.splice(before.line - 1, countLines(before.text), restoreLineBreaks(before, after))
  }
  return diff(name, text, lines.join(''), changes.map(({ title }) => title).join(', '))
}

function diffAlone({ before, after, title }: Change): string {
  const name = `${before.source.name} (document ${before.document}${before.item && `, ${before.item}`})`
  return diff(name, restoreLineBreaks(before, before.text), restoreLineBreaks(before, after), title)
}

function diff(name: string, before: string, after: string, title: string): string {
  return formatPatch(structuredPatch(name, name, before, after, title, title, { context: 3 }), FILE_HEADERS_ONLY)
}

function splitLines(text: string): readonly string[] {
  return text.split(/(?<=\n)/u)
}

function countLines(text: string): number {
  return splitLines(text).length
}

function endWithBreak(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}

function colour(diffs: string, paint: Paint): string {
  return diffs.replaceAll(/^(---|\+\+\+|@@|\+|-).*/gmu, (line, sign: keyof typeof COLOURS) =>
    paint(COLOURS[sign], line),
  )
}
