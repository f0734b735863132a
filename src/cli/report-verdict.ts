import type { Explanation } from '../core/explain.ts'
import type { Io } from './io.ts'
import { say } from './io.ts'
import { nameObject } from './name-object.ts'

/** Says on standard error what a mutated object does not show: its warnings, and why it is missing or was left alone. */
export function reportVerdict(io: Io, { object, outcome, message, warnings }: Explanation, isArgo: boolean): void {
  const name = nameObject(object)
  for (const warning of warnings) say(io, 'warning', `${name}: ${warning}`)
  if (outcome === 'denied') for (const line of String(message).split('\n')) say(io, 'error', `${name}: denied: ${line}`)
  if (outcome === 'skipped' && isArgo) say(io, 'note', `${name}: left alone: ${message}`)
}
