import type { Json } from '../json.ts'

const BEYOND_ASCII = /[\u007f-\uffff]/gu
const NEEDS_ESCAPE = /[~/"\\\u0000-\u001f\u007f-\uffff]/u

/** JSON text in ASCII alone, so that a patch is as many bytes as characters and can be written as latin1. */
export function toText(value: Json): string {
  return JSON.stringify(value).replace(BEYOND_ASCII, escapeUnit)
}

/** A string as JSON text in ASCII, quotes included. */
export function quote(text: string): string {
  return toText(text)
}

/** A key as a segment of a JSON Pointer (RFC 6901), escaped to stand inside JSON text. */
export function escapeSegment(key: string): string {
  if (!NEEDS_ESCAPE.test(key)) return key
  return quote(key.replaceAll('~', '~0').replaceAll('/', '~1')).slice(1, -1)
}

function escapeUnit(characters: string): string {
  return Array.from({ length: characters.length }, (_, index) => {
    return `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`
  }).join('')
}
