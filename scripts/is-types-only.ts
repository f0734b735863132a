import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'

/** Whether nothing is left of a TypeScript file when its types are gone, so that no test can load any of it. */
export function isTypesOnly(file: string): boolean {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', minify: true })
  return code.replace('export{};', '').trim() === ''
}
