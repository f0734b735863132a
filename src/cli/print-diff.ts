import type { LineChange } from '../documents/line-changes.ts'
import { splitLines } from '../documents/line-changes.ts'
import type { Paint } from './colours.ts'
import type { LoadedManifest } from './load-manifests.ts'
import type { FileText } from './read-inputs.ts'
import { printHunks } from './unified-diff.ts'

/** A manifest, and what is done to its lines. */
export interface Change {
  readonly manifest: LoadedManifest
  readonly lines: readonly LineChange[]
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
    Map.groupBy(changes, ({ manifest }) => manifest.source),
    diffFile,
  )
  return colour(diffs.join(''), paint)
}

function diffFile([file, changes]: readonly [FileText, readonly Change[]]): string {
  const fileLines = splitLines(file.text)
  const inPlace = changes.filter(({ manifest }) => isInPlace(manifest, fileLines))
  const others = changes.filter((change) => !inPlace.includes(change))
  return [...(inPlace.length > 0 ? [diffInPlace(file.name, fileLines, inPlace)] : []), ...others.map(diffAlone)].join(
    '',
  )
}

/** Whether the document has lines of the file to itself: an item of a List has not, nor has JSON beside other JSON. */
function isInPlace({ item, line, text }: LoadedManifest, fileLines: readonly string[]): boolean {
  const lines = splitLines(text)
  return item === '' && lines.every((own, index) => own.trimEnd() === fileLines[line - 1 + index]?.trimEnd())
}

function diffInPlace(name: string, fileLines: readonly string[], changes: readonly Change[]): string {
  const moved = changes.flatMap(({ manifest, lines }) => lines.map((change) => moveToFile(change, manifest, fileLines)))
  const title = changes.map((change) => change.title).join(', ')
  return `${printHeader(name, title)}${printHunks(fileLines, moved)}`
}

/** The lines of a document count from its own beginning, and end as those of the file do. */
function moveToFile(change: LineChange, manifest: LoadedManifest, fileLines: readonly string[]): LineChange {
  const line = change.line + manifest.line - 1
  const removed = fileLines.slice(line, line + change.removed.length)
  const added = change.added.map((text) => text.replace('\n', manifest.lineBreak))

  // What comes after a last line without a break gives it one.
  const last = fileLines.slice(0, line).at(-1)
  if (last?.endsWith('\n') !== false) return { line, removed, added }
  return { line: line - 1, removed: [last, ...removed], added: [`${last}${manifest.lineBreak}`, ...added] }
}

function diffAlone({ manifest, lines, title }: Change): string {
  const name = `${manifest.source.name} (document ${manifest.document}${manifest.item && `, ${manifest.item}`})`
  return `${printHeader(name, title)}${printHunks(splitLines(manifest.text), lines)}`
}

function printHeader(name: string, title: string): string {
  return `--- ${name}\t${title}\n+++ ${name}\t${title}\n`
}

function colour(diffs: string, paint: Paint): string {
  return diffs.replaceAll(/^(---|\+\+\+|@@|\+|-).*/gmu, (line, sign: keyof typeof COLOURS) =>
    paint(COLOURS[sign], line),
  )
}
