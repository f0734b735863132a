import type { Json } from '../json.ts'

/** Nearly all text is, and this is the quickest way to know. */
const IS_ASCII = /^[ -~]*$/
const BEYOND_ASCII = /[\u007f-\u{10ffff}]/gu
const NEEDS_ESCAPE = /[~/"\\\u0000-\u001f\u007f-\u{10ffff}]/u

/** JSON text in ASCII alone, so that a patch is as many bytes as characters and can be written as latin1. */
export function toText(value: Json): string {
  const text = JSON.stringify(value)
  return IS_ASCII.test(text) ? text : text.replace(BEYOND_ASCII, escapeUnit)
}

/** A string as JSON text in ASCII, quotes included. */
export function quote(text: string): string {
  return toText(text)
}

/** A key in the two ways in which a patch writes it. */
export interface KeyText {
  /** As a field of an object: JSON text, quotes included. */
  readonly quoted: string
  /** As a segment of a JSON Pointer (RFC 6901), escaped to stand inside JSON text. */
  readonly segment: string
}

/** The same keys come with every object. Others may be anything, so that there must be an end to remembering them. */
const MAX_REMEMBERED = 1000
const remembered = new Map<string, KeyText>()

/** Writes a key, or remembers how. */
export function writeKey(key: string): KeyText {
  const known = remembered.get(key)
  if (known !== undefined) return known

  const written = { quoted: quote(key), segment: escapeSegment(key) }
  if (remembered.size < MAX_REMEMBERED) remembered.set(key, written)
  return written
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
