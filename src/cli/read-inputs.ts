import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Io } from './io.ts'

/** The text of one file, and what to call it. */
export interface FileText {
  readonly name: string
  readonly text: string
}

/** What was asked for cannot be read. The message is for a person. */
export class InputFault extends Error {
  override readonly name = 'InputFault'
}

const MANIFEST_EXTENSION = /\.(yaml|yml|json)$/u

/** What people meet, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'expected a file that may be read, but the permission is missing',
  EISDIR: 'expected a file, but it is a folder',
  ENOENT: 'expected a file or a folder, but there is none',
}

/**
 * Lists the files that a `--filename` names, as kubectl does: itself, or every manifest of a folder in the order of their names.
 * @throws {InputFault} where there is none
 */
export async function listFiles(name: string, recursive: boolean): Promise<readonly string[]> {
  const found = await refuse(name, stat(name))
  if (!found.isDirectory()) return [name]

  const names = await listFolder(name, recursive)
  const hint = recursive ? '' : '; -R reads its sub-folders too'
  if (names.length > 0) return names
  throw new InputFault(
    `${name}: expected files that end in .yaml, .yml or .json in this folder, but there are none${hint}`,
  )
}

/**
 * Reads a file as text.
 * @throws {InputFault} where it cannot be read
 */
export async function readText(name: string): Promise<FileText> {
  return decode(name, await refuse(name, readFile(name)))
}

/**
 * Reads all of standard input as text.
 * @throws {InputFault} where it is none
 */
export async function readStandardInput(stdin: Io['stdin']): Promise<FileText> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return decode('standard input', Buffer.concat(chunks))
}

async function refuse<Value>(name: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException
    throw new InputFault(`${name}: ${REASONS[code] ?? `expected to read it, but came ${message}`}`, { cause })
  }
}

function decode(name: string, bytes: Uint8Array): FileText {
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (cause) {
    throw new InputFault(`${name}: expected text in UTF-8, but came other bytes`, { cause })
  }
}

async function listFolder(folder: string, recursive: boolean): Promise<readonly string[]> {
  const entries = await refuse(folder, readdir(folder, { withFileTypes: true }))
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(folder, entry.name))
  const folders = entries.filter((entry) => recursive && entry.isDirectory()).map((entry) => join(folder, entry.name))

  const below = await Promise.all(folders.map((name) => listFolder(name, recursive)))
  return [...files.filter((name) => MANIFEST_EXTENSION.test(name)), ...below.flat()].toSorted()
}
