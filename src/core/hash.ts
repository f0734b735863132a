const FNV_OFFSET_BASIS = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** The 32-bit FNV-1a hash of the text's UTF-8 bytes, as eight hex digits. */
export function fnv1a(text: string): string {
  let hash = FNV_OFFSET_BASIS
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, FNV_PRIME)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
