import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Test } from 'tap'
import t from 'tap'

/** A file that hangs fails by itself, before tap ends the process with all others. */
const FILE_TIMEOUT_MS = 180_000

let testOfFile: Test = t

/**
 * Runs test files one after the other in this process, each as a test named for it. What a file imports as `tap` is that test:
 * so its hooks, folders and faults stay its own, as in a process of its own.
 */
export async function runGroup(files: readonly string[]): Promise<void> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'tap' && context.parentURL?.endsWith('.test.ts') === true
        ? { url: import.meta.url, shortCircuit: true }
        : next(specifier, context),
  })
  for (const file of files) {
    await t.test(file, { timeout: FILE_TIMEOUT_MS }, async (t) => {
      testOfFile = t
      await import(pathToFileURL(resolve(file)).href)
    })
  }
}

// tap gives its own as the default export.
// oxlint-disable-next-line import/no-default-export
export { testOfFile as default }
