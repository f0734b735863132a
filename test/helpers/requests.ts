import type { RequestFacts } from '../../src/core/facts.ts'

/** How an object reaches the core in most tests: created in a namespace that opted in. */
export const CREATED: RequestFacts = { operation: 'CREATE', mode: 'enabled', namespace: 'demo' }
