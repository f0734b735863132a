import { globSync } from 'node:fs'

/**
 * What `npm test` is to cover: everything but what meets a real cluster, which `npm run test:cluster` covers. What a random object
 * happens to run does not count (`null`): tomorrow's may not run it.
 */
const coverageMap = (testFile: string): readonly string[] | null =>
  testFile.includes('properties') ? null : globSync('src/**/*.ts', { exclude: ['src/cluster/**'] })

// tap takes it as the default export.
// oxlint-disable-next-line import/no-default-export
export default coverageMap
