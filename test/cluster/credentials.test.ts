import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import t from 'tap'
import { openCredentials } from '../../src/cluster/open-credentials.ts'
import { runCli } from '../cli/run-cli.ts'
import { readTestCluster } from './harness/test-cluster.ts'

const { kubeconfig, url } = readTestCluster()
const NO_CONTEXT = /expected a current context with a cluster, but there is none/u

/** Files that people hand over as a kubeconfig, and what they are told. */
const BROKEN: Readonly<Record<string, { readonly text: string; readonly told: RegExp }>> = {
  'is no YAML': { text: '{', told: /./u },
  'names no cluster': { text: '{kind: Config}', told: NO_CONTEXT },
  'has no context of its name': { text: '{kind: Config, current-context: elsewhere}', told: NO_CONTEXT },
}

for (const [what, { text, told }] of Object.entries(BROKEN))
  t.test(`serve does not start with a kubeconfig that ${what}, and says which`, async (t) => {
    const file = write(t, text)

    const { code, stderr } = await runCli(['serve', '--kubeconfig', file])

    t.equal(code, 1)
    t.match(stderr, new RegExp(`cannot use the kubeconfig ${file}: .*${told.source}`, 'u'))
  })

t.test('serve does not start with a kubeconfig that is not there, and says which', async (t) => {
  const { code, stderr } = await runCli(['serve', '--kubeconfig', '/nowhere/kubeconfig'])

  t.equal(code, 1)
  t.match(stderr, /cannot use the kubeconfig \/nowhere\/kubeconfig: .*ENOENT/u)
})

t.test('a kubeconfig says where the API server is, and in which namespace it speaks', async (t) => {
  const named = readFileSync(kubeconfig, 'utf8').replace('"user": "wf-defaults"', '"namespace": "team", $&')

  t.match(await openCredentials({ kubeconfig }), { server: url, namespace: 'default' })
  t.match(await openCredentials({ kubeconfig: write(t, named) }), { server: url, namespace: 'team' })
})

t.test('where there is neither a kubeconfig nor a cluster around it there are no credentials', async (t) => {
  t.equal(await openCredentials({}), undefined)
})

function write(t: Test, text: string): string {
  return join(t.testdir({ kubeconfig: text }), 'kubeconfig')
}
