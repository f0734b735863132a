import { styleText } from 'node:util'
import type { Io } from './io.ts'

/** Puts colour around a text, or nothing where there is no terminal to show it. */
export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string

/** Colour is for a terminal, and for whoever did not set `NO_COLOR` (https://no-color.org). */
export function choosePaint({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Paint {
  const isColoured = stdout.isTTY === true && (env['NO_COLOR'] ?? '') === ''
  return isColoured ? (format, text) => styleText(format, text, { validateStream: false }) : (_format, text) => text
}
