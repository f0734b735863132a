import { readFileSync } from 'node:fs'

/** The shell commands below a heading of a Markdown file, as a person would copy them. */
export function readCodeBlocks(file: string, heading: string): string {
  const sections = readFileSync(file, 'utf8').split(/^#+ /mu)
  const section = sections.find((text) => text.startsWith(`${heading}\n`)) ?? ''
  return Array.from(section.matchAll(/^```sh\n(.*?)^```/gmsu), ([, commands]) => commands).join('')
}
