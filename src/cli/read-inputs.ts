import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The text of one file, and what to call it. */
export interface FileText {
  readonly name: string
  readonly text: string
}

/** What was asked for cannot be read. The message is for a person. */
export class InputFault extends Error {
  override readonly name = 'InputFault'
}

/** How to read inputs. */
export interface ReadOptions {
  /** Whether the sub-folders of a folder count too. */
  readonly recursive: boolean
  readonly stdin: AsyncIterable<Uint8Array | string>
}

/** What standard input is called in messages. */
export const STANDARD_INPUT = 'standard input'

const MANIFEST_EXTENSION = /\.(yaml|yml|json)$/u

/** What people meet, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'expected a file that may be read, but the permission is missing',
  EISDIR: 'expected a file, but it is a folder',
  ENOENT: 'expected a file or a folder, but there is none',
}

/**
 * Reads what a `--filename` names, as kubectl does: a file, every manifest of a folder in the order of their names, or standard
 * input for `-`.
 * @throws {InputFault} where it cannot be read
 */
export async function readInput(name: string, { recursive, stdin }: ReadOptions): Promise<readonly FileText[]> {
  if (name === '-') return [decode(STANDARD_INPUT, await readAll(stdin))]

  const found = await refuse(name, stat(name))
  if (!found.isDirectory()) return [await readText(name)]
  const names = await listManifests(name, recursive)
  if (names.length === 0)
    throw new InputFault(
      `${name}: expected files that end in .yaml, .yml or .json in this folder, but there are none${recursive ? '' : '; -R reads its sub-folders too'}`,
    )
  return Promise.all(names.map(readText))
}

/**
 * Reads a file as text.
 * @throws {InputFault} where it cannot be read
 */
export async function readText(name: string): Promise<FileText> {
  return decode(name, await refuse(name, readFile(name)))
}

async function refuse<Value>(name: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException
    throw new InputFault(`${name}: ${REASONS[code] ?? `expected to read it, but came ${message}`}`, { cause })
  }
}

async function readAll(stdin: ReadOptions['stdin']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

function decode(name: string, bytes: Uint8Array): FileText {
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (cause) {
    throw new InputFault(`${name}: expected text in UTF-8, but came other bytes`, { cause })
  }
}

async function listManifests(folder: string, recursive: boolean): Promise<readonly string[]> {
  const entries = await refuse(folder, readdir(folder, { withFileTypes: true }))
  const lists = entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => listEntry(folder, entry, recursive))
  return (await Promise.all(lists)).flat()
}

async function listEntry(folder: string, entry: Dirent, recursive: boolean): Promise<readonly string[]> {
  const name = join(folder, entry.name)
  if (entry.isDirectory()) return recursive ? listManifests(name, recursive) : []
  return MANIFEST_EXTENSION.test(name) ? [name] : []
}
