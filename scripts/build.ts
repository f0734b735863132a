import { rmSync } from 'node:fs'
import { build } from 'esbuild'

/**
 * Bundles the program into dist/main.js. What is imported with `import()` becomes a chunk of its own, read only when it is
 * needed: that keeps @kubernetes/client-node (half a second), zod and yaml out of the start-up of what does without them.
 */

// The CommonJS packages inside an ESM bundle still ask for Node's modules through `require`.
const REQUIRE = `import { createRequire as createRequireForBundle } from 'node:module'
const require = createRequireForBundle(import.meta.url)`

/** Native parts of the WebSocket client, which does without them. */
const OPTIONAL = ['bufferutil', 'utf-8-validate']

/** What fastify loads for schemas (create-app.ts) and for requests that no socket brings: a third of its code. */
const NEVER_LOADED = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request']

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  banner: { js: REQUIRE },
  external: [...OPTIONAL, ...NEVER_LOADED],
  legalComments: 'linked',
  logLevel: 'info',
})
