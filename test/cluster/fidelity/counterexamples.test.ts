import { applyPatch } from 'rfc6902'
import t from 'tap'
import type { Json } from '../../../src/core/json.ts'
import { loadCounterexamples } from '../../helpers/counterexamples.ts'
import { copy } from '../../helpers/strict-patch.ts'
import { openOracle } from '../harness/argo-oracle.ts'
import { readTestCluster } from '../harness/test-cluster.ts'
import { mutate } from './mutate.ts'

const oracle = openOracle(readTestCluster().built.paths['argo-oracle'])
t.teardown(oracle.close)

for (const { file, settings, object, naive, harm } of loadCounterexamples())
  t.test(`${file}: Argo's validator takes it without defaults and with them, and not as it was once`, async (t) => {
    const after = mutate(object, settings)

    const [before, now, once] = await oracle.ask({ objects: [object, after, applyNaive(after, naive)] })

    t.equal(before?.run, '')
    t.equal(now?.run, '')
    if (harm !== undefined) t.match(once?.run, harm)
  })

/** The object with what it was given once. */
function applyNaive(after: Json, naive: Json = []): Json {
  const object = copy(after)
  const faults = applyPatch(object, copy(naive) as never).filter((fault) => fault !== null)
  if (faults.length > 0) throw new Error(`the operations do not apply: ${faults.join(', ')}`)
  return object
}
