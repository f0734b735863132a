import { globSync } from 'node:fs'

/** What the tests against a real control plane are to cover: the code that meets one. Everything else `npm test` covers. */
const coverageMap = (): readonly string[] => globSync('src/cluster/**/*.ts')

// tap takes it as the default export.
// oxlint-disable-next-line import/no-default-export
export default coverageMap
