import type { Decided } from './decide-all.ts'
import { decideAll } from './decide-all.ts'
import type { Io } from './io.ts'
import { EXIT } from './io.ts'
import type { LoadedManifest, LoadOptions } from './load-manifests.ts'
import { loadLayAnnotations } from './load-lay-annotations.ts'
import { loadManifests } from './load-manifests.ts'
import { loadSettings } from './load-settings.ts'
import type { MutatedFormat } from './print-mutated.ts'
import { printMutated } from './print-mutated.ts'
import { reportVerdict } from './report-verdict.ts'

/** The flags of `mutate` (I1). */
export interface MutateOptions extends LoadOptions {
  readonly namespace: string
  readonly settings?: string | undefined
  readonly output: MutatedFormat
}

/** Prints the objects as the webhook would leave them. Returns the exit code. */
export async function mutateInputs(io: Io, options: MutateOptions): Promise<number> {
  const settings = await loadSettings(io, options.settings)
  if (settings === undefined) return EXIT.fault

  const { manifests, isFaulty } = await loadManifests(io, options)
  const layAnnotations = await loadLayAnnotations(manifests)
  const decided = decideAll(manifests, { namespace: options.namespace, settings, layAnnotations })
  const isPrinted = printDecided(io, decided, options.output)
  return isFaulty || !isPrinted ? EXIT.fault : EXIT.ok
}

/** Prints what is admitted, and says the rest on standard error. Returns whether all were admitted. */
export function printDecided(io: Io, decided: readonly Decided<LoadedManifest>[], format: MutatedFormat): boolean {
  for (const { explanation, isArgo } of decided) reportVerdict(io, explanation, isArgo)

  const admitted = decided.filter(({ verdict }) => verdict.outcome !== 'denied')
  if (admitted.length > 0) io.stdout.write(printMutated(io, admitted, { format, isAlone: decided.length === 1 }))
  return admitted.length === decided.length
}
