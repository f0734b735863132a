import { globSync } from 'node:fs'

/** What `npm test` is to cover: everything but what meets a real cluster, which `npm run test:cluster` covers. */
const coverageMap = (): readonly string[] => globSync('src/**/*.ts', { exclude: ['src/cluster/**'] })

// tap takes it as the default export.
// oxlint-disable-next-line import/no-default-export
export default coverageMap
