const OPENING = '{{'
const CLOSING = '}}'

/**
 * The inner texts of the Argo tags in a string, trimmed; those of `{{=expression}}` keep their `=`.
 * Reads as valyala/fasttemplate does, which Argo fills them in with: a tag ends at the first `}}` after its `{{`.
 */
export function tagsOf(text: string): readonly string[] {
  return scan(text).tags
}

/** The text from a `{{` that has no `}}` on: Argo fails the whole template for it (H7.1). */
export function unbalancedTag(text: string): string | undefined {
  return scan(text).unbalanced
}

function scan(text: string): { readonly tags: readonly string[]; readonly unbalanced?: string } {
  const tags: string[] = []
  let start = text.indexOf(OPENING)
  while (start !== -1) {
    const end = text.indexOf(CLOSING, start + OPENING.length)
    if (end === -1) return { tags, unbalanced: text.slice(start) }

    tags.push(text.slice(start + OPENING.length, end).trim())
    start = text.indexOf(OPENING, end + CLOSING.length)
  }
  return { tags }
}
