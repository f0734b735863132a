import type { Json } from '../core/json.ts'
import { parseValue } from './parse-value.ts'

/** Parses the value of an annotation, which is YAML as in a settings file (R5). Never throws. */
export function parseAnnotation(text: string): { readonly value: Json } | { readonly fault: string } {
  const parsed = parseValue(text)
  if ('value' in parsed) return parsed
  const isOneLine = !text.includes('\n')
  return {
    fault: parsed.faults.map(({ line, message }) => (isOneLine ? message : `line ${line}: ${message}`)).join('; '),
  }
}
