import type { Manifest } from '../documents/parse-manifests.ts'
import { parseManifests } from '../documents/parse-manifests.ts'
import type { Remark } from '../documents/remark.ts'
import type { Io } from './io.ts'
import { say } from './io.ts'
import { sayFault } from './say-fault.ts'
import type { FileText } from './read-inputs.ts'
import { InputFault, listFiles, readStandardInput, readText } from './read-inputs.ts'

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

const FAULTY: LoadedManifests = { manifests: [], isFaulty: true }

/** Loads every manifest of the inputs. What is at fault is said on standard error, and the rest is loaded all the same. */
export async function loadManifests(io: Io, { filename, recursive = false }: LoadOptions): Promise<LoadedManifests> {
  return loadEach([...new Set(filename)], (name) => loadInput(io, name, recursive))
}

/** An input is there for its objects: without one it is at fault. */
async function loadInput(io: Io, name: string, recursive: boolean): Promise<LoadedManifests> {
  return sayFault(io, FAULTY, async () => {
    const files = name === '-' ? [name] : await listFiles(name, recursive)
    const loaded = await loadEach(files, (file) => loadFile(io, file))
    if (loaded.manifests.length > 0 || loaded.isFaulty) return loaded
    throw new InputFault(
      `${name === '-' ? 'standard input' : name}: expected at least one Kubernetes object, but there is none`,
    )
  })
}

async function loadFile(io: Io, name: string): Promise<LoadedManifests> {
  return sayFault(io, FAULTY, async () =>
    parseFile(io, name === '-' ? await readStandardInput(io.stdin) : await readText(name)),
  )
}

/** One after the other, so that what is said of them keeps their order. */
async function loadEach(
  names: readonly string[],
  load: (name: string) => Promise<LoadedManifests>,
): Promise<LoadedManifests> {
  const parts: LoadedManifests[] = []
  for (const name of names) parts.push(await load(name))
  return { manifests: parts.flatMap(({ manifests }) => manifests), isFaulty: parts.some(({ isFaulty }) => isFaulty) }
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
