import type { Manifest } from '../documents/parse-manifests.ts'
import { parseManifests } from '../documents/parse-manifests.ts'
import type { Remark } from '../documents/remark.ts'
import type { Io } from './io.ts'
import { say } from './io.ts'
import type { FileText } from './read-inputs.ts'
import { InputFault, readInput } from './read-inputs.ts'

/** A manifest and the file that it is from. */
export interface LoadedManifest extends Manifest {
  readonly source: FileText
}

/** The manifests of all inputs in their order, without those at fault. */
export interface LoadedManifests {
  readonly manifests: readonly LoadedManifest[]
  readonly isFaulty: boolean
}

/** Which inputs to load. */
export interface LoadOptions {
  readonly filename: readonly string[]
  readonly recursive?: boolean
}

/** Loads every manifest of the inputs. What is at fault is said on standard error, and the rest is loaded all the same. */
export async function loadManifests(io: Io, { filename, recursive = false }: LoadOptions): Promise<LoadedManifests> {
  const inputs: LoadedManifests[] = []
  for (const name of new Set(filename)) inputs.push(await loadInput(io, name, recursive))
  return {
    manifests: inputs.flatMap(({ manifests }) => manifests),
    isFaulty: inputs.some(({ isFaulty }) => isFaulty),
  }
}

async function loadInput(io: Io, name: string, recursive: boolean): Promise<LoadedManifests> {
  try {
    const files = await readInput(name, { recursive, stdin: io.stdin })
    return parseFiles(io, name, files)
  } catch (error) {
    if (!(error instanceof InputFault)) throw error
    say(io, 'error', error.message)
    return { manifests: [], isFaulty: true }
  }
}

function parseFiles(io: Io, name: string, files: readonly FileText[]): LoadedManifests {
  const parsed = files.map((file) => parseFile(io, file))
  const manifests = parsed.flatMap((file) => file.manifests)
  const isFaulty = parsed.some((file) => file.isFaulty)
  if (manifests.length === 0 && !isFaulty)
    throw new InputFault(`${files[0]?.name ?? name}: expected at least one Kubernetes object, but there is none`)
  return { manifests, isFaulty }
}

function parseFile(io: Io, source: FileText): LoadedManifests {
  const { manifests, faults, warnings } = parseManifests(source.text)
  for (const warning of warnings) say(io, 'warning', place(source.name, warning))
  for (const fault of faults) say(io, 'error', place(source.name, fault))
  return { manifests: manifests.map((manifest) => ({ ...manifest, source })), isFaulty: faults.length > 0 }
}

/** Where a remark is, as compilers say it, so that a terminal can link it. */
function place(file: string, { document, line, column, message }: Remark): string {
  return `${file}:${line}:${column}: document ${document}: ${message}`
}
