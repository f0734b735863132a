import type { Operation } from '../documents/apply-operation.ts'
import { patchYaml } from '../documents/patch-yaml.ts'
import { printJsonDocument, printJsonList, printYamlDocuments } from '../documents/print-documents.ts'
import { choosePaint } from './colours.ts'
import type { Decided } from './decide-all.ts'
import { decideAll } from './decide-all.ts'
import type { Io } from './io.ts'
import { EXIT, say } from './io.ts'
import type { LoadedManifest, LoadOptions } from './load-manifests.ts'
import { loadManifests } from './load-manifests.ts'
import { loadSettings } from './load-settings.ts'
import { nameObject } from './name-object.ts'

/** The flags of `mutate` (I1). */
export interface MutateOptions extends LoadOptions {
  readonly namespace: string
  readonly settings?: string | undefined
  readonly output: 'yaml' | 'json' | 'patch' | 'diff'
}

/** An object, and what is to be done to its text. */
interface Mutated extends Decided<LoadedManifest> {
  readonly patch: readonly Operation[]
}

/** How each format is printed; whether one object was asked for decides between it and a list. */
const PRINTERS: Readonly<
  Record<MutateOptions['output'], (io: Io, mutated: readonly Mutated[], isAlone: boolean) => string | Promise<string>>
> = {
  yaml: (_io, mutated) => printYamlDocuments(mutated.map(toPatched)),
  json: (_io, mutated, isAlone) => printObjects(mutated.map(toPatched), isAlone),
  patch: (_io, mutated, isAlone) => printPatches(mutated, isAlone),
  diff: printDiffs,
}

/** Prints the objects as the webhook would leave them. Returns the exit code. */
export async function mutateInputs(io: Io, options: MutateOptions): Promise<number> {
  const settings = await loadSettings(io, options.settings)
  if (settings === undefined) return EXIT.fault

  const { manifests, isFaulty } = await loadManifests(io, options)
  const decided = decideAll(manifests, { namespace: options.namespace, settings })
  for (const each of decided) report(io, each)

  const admitted = decided.filter(({ verdict }) => verdict.outcome !== 'denied').map(toMutated)
  if (admitted.length > 0) io.stdout.write(await PRINTERS[options.output](io, admitted, decided.length === 1))
  return isFaulty || admitted.length < decided.length ? EXIT.fault : EXIT.ok
}

/** An audited object stays as it came, though its verdict has a patch. */
function toMutated(decided: Decided<LoadedManifest>): Mutated {
  const isPatched = decided.verdict.outcome === 'patched'
  return { ...decided, patch: isPatched ? (JSON.parse(decided.verdict.patch) as readonly Operation[]) : [] }
}

/** Says what the result does not show. */
function report(io: Io, { explanation, isArgo }: Decided<LoadedManifest>): void {
  const name = nameObject(explanation.object)
  for (const warning of explanation.warnings) say(io, 'warning', `${name}: ${warning}`)
  if (explanation.outcome === 'denied') say(io, 'error', `${name}: denied: ${explanation.message}`)
  if (explanation.outcome === 'skipped' && isArgo) say(io, 'note', `${name}: left alone: ${explanation.message}`)
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

async function printDiffs(io: Io, mutated: readonly Mutated[]): Promise<string> {
  const { printDiff } = await import('./print-diff.ts')
  const changed = mutated.filter(({ patch }) => patch.length > 0)
  return printDiff(
    changed.map((each) => ({
      before: each.input,
      after: toPatched(each).text,
      title: nameObject(each.explanation.object),
    })),
    choosePaint(io),
  )
}
