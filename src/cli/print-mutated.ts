import type { Operation } from '../documents/apply-operation.ts'
import { patchLines, patchYaml } from '../documents/patch-yaml.ts'
import { printJsonDocument, printJsonList, printYamlDocuments } from '../documents/print-documents.ts'
import { choosePaint } from './colours.ts'
import type { Decided } from './decide-all.ts'
import type { Io } from './io.ts'
import type { LoadedManifest } from './load-manifests.ts'
import { nameObject } from './name-object.ts'
import type { Change } from './print-diff.ts'
import { printDiff } from './print-diff.ts'

/** The formats of `mutate` (I1). */
export type MutatedFormat = 'yaml' | 'json' | 'patch' | 'diff'

/** How to print mutated objects. */
export interface PrintOptions {
  readonly format: MutatedFormat
  /** Whether one object was asked for, and not a list. */
  readonly isAlone: boolean
}

/** An object, and what is to be done to its text. */
interface Mutated extends Decided<LoadedManifest> {
  readonly patch: readonly Operation[]
}

type Print = (io: Io, mutated: readonly Mutated[], isAlone: boolean) => string

const PRINTERS: Readonly<Record<MutatedFormat, Print>> = {
  yaml: (_io, mutated) => printYamlDocuments(mutated.map(toPatched)),
  json: (_io, mutated, isAlone) => printObjects(mutated.map(toPatched), isAlone),
  patch: (_io, mutated, isAlone) => printPatches(mutated, isAlone),
  diff: printDiffs,
}

/** Prints objects with what was decided for them done to their text. */
export function printMutated(
  io: Io,
  decided: readonly Decided<LoadedManifest>[],
  { format, isAlone }: PrintOptions,
): string {
  return PRINTERS[format](io, decided.map(toMutated), isAlone)
}

/** An audited object stays as it came, though its verdict has a patch. */
function toMutated(decided: Decided<LoadedManifest>): Mutated {
  const isPatched = decided.verdict.outcome === 'patched'
  return { ...decided, patch: isPatched ? (JSON.parse(decided.verdict.patch.join('')) as readonly Operation[]) : [] }
}

function toPatched({ input, patch }: Mutated): LoadedManifest {
  return { ...input, text: patchYaml(input.text, patch) }
}

function printObjects(manifests: readonly LoadedManifest[], isAlone: boolean): string {
  return isAlone ? manifests.map(printJsonDocument).join('') : printJsonList(manifests)
}

function printPatches(mutated: readonly Mutated[], isAlone: boolean): string {
  const patches = mutated
    .filter(({ isArgo }) => isArgo)
    .map(({ explanation, patch }) => ({ object: explanation.object, patch }))
  return `${JSON.stringify(isAlone ? (patches[0]?.patch ?? []) : patches, null, 2)}\n`
}

function printDiffs(io: Io, mutated: readonly Mutated[]): string {
  const changes = mutated.filter(({ patch }) => patch.length > 0).map(toChange)
  return printDiff(changes, choosePaint(io))
}

function toChange({ input, patch, explanation }: Mutated): Change {
  return { manifest: input, lines: patchLines(input.text, patch), title: nameObject(explanation.object) }
}
