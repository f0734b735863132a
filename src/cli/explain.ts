import { choosePaint } from './colours.ts'
import type { Decided } from './decide-all.ts'
import { decideAll } from './decide-all.ts'
import { printExplanation } from './explain-text.ts'
import type { Io } from './io.ts'
import { EXIT } from './io.ts'
import type { LoadedManifest, LoadOptions } from './load-manifests.ts'
import { loadLayAnnotations } from './load-lay-annotations.ts'
import { loadManifests } from './load-manifests.ts'
import { loadSettings } from './load-settings.ts'

/** The flags of `explain` (I1). */
export interface ExplainOptions extends LoadOptions {
  readonly namespace: string
  readonly settings?: string | undefined
  readonly output: 'text' | 'json'
}

/** Prints what would be done to each object, and why. Returns the exit code. */
export async function explainInputs(io: Io, options: ExplainOptions): Promise<number> {
  const settings = await loadSettings(io, options.settings)
  if (settings === undefined) return EXIT.fault

  const { manifests, isFaulty } = await loadManifests(io, options)
  const layAnnotations = await loadLayAnnotations(manifests)
  const decided = decideAll(manifests, { namespace: options.namespace, settings, layAnnotations })
  io.stdout.write(options.output === 'json' ? printJson(decided) : printText(io, decided))
  return isFaulty || decided.some(({ verdict }) => verdict.outcome === 'denied') ? EXIT.fault : EXIT.ok
}

function printJson(decided: readonly Decided<LoadedManifest>[]): string {
  return `${JSON.stringify(
    decided.map(({ explanation }) => explanation),
    null,
    2,
  )}\n`
}

function printText(io: Io, decided: readonly Decided<LoadedManifest>[]): string {
  const paint = choosePaint(io)
  return decided.map(({ explanation, input }) => printExplanation(explanation, input.source.name, paint)).join('\n')
}
