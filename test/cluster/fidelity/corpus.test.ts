import t from 'tap'
import { openOracle } from '../harness/argo-oracle.ts'
import { readTestCluster } from '../harness/test-cluster.ts'
import { createNamespace } from '../support/namespaces.ts'
import { areAccepted } from './accepted.ts'
import type { CorpusObject } from './corpus.ts'
import { CORPORA, loadCorpus } from './corpus.ts'
import type { Examined } from './examine.ts'
import { examine } from './examine.ts'
import { mutate } from './mutate.ts'
import { SETTINGS_TRIED } from './settings-tried.ts'

/** Argo 3.6 has 872 and 3.7 has 934: a corpus that is not found harms nothing either. */
const LEAST_OBJECTS = 870

t.setTimeout(600_000)
const cluster = readTestCluster()
const oracle = openOracle(cluster.built.paths['argo-oracle'])
t.teardown(oracle.close)
const namespace = await createNamespace(cluster)
const corpora = CORPORA.map(({ title, ...corpus }) => ({
  title,
  objects: loadCorpus(cluster.built.argoFiles, { title, ...corpus }),
}))
const everything = corpora.flatMap(({ objects }) => objects)

t.test("finds what Argo's authors wrote", async (t) => {
  t.ok(everything.length >= LEAST_OBJECTS, `${everything.length} objects`)
})

for (const [which, settings] of Object.entries(SETTINGS_TRIED)) {
  for (const { title, objects } of corpora)
    t.test(`${which} harm none of ${title}, in the eyes of Argo's validator and of its types`, async (t) => {
      const examined: Examined[] = []
      for (const object of objects) examined.push(await examine(oracle, object, settings))

      summarize(title, which, examined)
      t.strictSame(
        examined.filter(({ harms }) => harms.length > 0),
        [],
      )
    })

  t.test(`with ${which}, the CRDs take all that they take without`, async (t) => {
    const before = await areAccepted(
      cluster,
      namespace,
      everything.map(({ object }) => object),
    )
    const after = await areAccepted(
      cluster,
      namespace,
      everything.map(({ object }) => mutate(object, settings)),
    )

    console.error(
      `CRDs (${cluster.crds}), ${which}: ${everything.length} tried, ${count(before)} taken before, ${count(after)} after`,
    )
    t.strictSame(
      sourcesWhere(everything, (index) => before[index] === true && after[index] !== true),
      [],
    )
    t.ok(count(before) > everything.length / 2, 'the CRDs take most of them')
  })
}

function summarize(title: string, which: string, examined: readonly Examined[]): void {
  const numbers = {
    tried: examined.length,
    harmed: count(examined.map(({ harms }) => harms.length > 0)),
    'refused before and after': count(examined.map(({ refused }) => refused !== '')),
    'refused before and not after': count(examined.map(({ isMended }) => isMended)),
    'other by a Go client': count(examined.map(({ lost }) => lost !== '')),
  }
  console.error(
    `${title}, ${which}: ${Object.entries(numbers)
      .map(([name, number]) => `${number} ${name}`)
      .join(', ')}`,
  )
  for (const { source, lost } of examined.filter((each) => each.lost !== '')) console.error(`  ${source}: ${lost}`)
}

function count(truths: readonly boolean[]): number {
  return truths.filter(Boolean).length
}

function sourcesWhere(objects: readonly CorpusObject[], isMeant: (index: number) => boolean): readonly string[] {
  return objects.filter((_, index) => isMeant(index)).map(({ source }) => source)
}
