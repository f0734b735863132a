import type { Json } from '../core/json.ts'
import { isList, isObject } from '../core/json.ts'

/** A value as people write it in YAML, on one line: quotes only where a text could be taken for something else. */
export function printValue(value: Json): string {
  if (isList(value)) return `[${value.map(printValue).join(', ')}]`
  if (!isObject(value)) return typeof value === 'string' && isPlain(value) ? value : JSON.stringify(value)

  const entries = Object.entries(value).map(([key, item]) => `${key}: ${printValue(item as Json)}`)
  return `{${entries.join(', ')}}`
}

function isPlain(text: string): boolean {
  const isWord = /^[\w/.](?:[\w/. -]|:(?=\S))*$/u.test(text)
  return isWord && Number.isNaN(Number(text)) && !/^(true|false|null)$/iu.test(text)
}
