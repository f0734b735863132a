import t from 'tap'
import { applyPatch } from 'rfc6902'
import type { Decided } from '../../src/cli/decide-all.ts'
import { decideAll } from '../../src/cli/decide-all.ts'
import { printDecided } from '../../src/cli/mutate.ts'
import type { Json } from '../../src/core/json.ts'
import { resolveSettings } from '../../src/core/settings/resolve.ts'
import { parseManifests } from '../../src/documents/parse-manifests.ts'
import { CONFIG, HELLO, helloIn, namespace } from './manifests.ts'
import { createOutput, runCli } from './run-cli.ts'

const MUTATE = ['mutate', '-f', '-']

t.test('adds lines to a manifest, and changes none', async (t) => {
  const { code, stdout, stderr } = await runCli(MUTATE, { stdin: HELLO })

  t.strictSame({ code, stderr }, { code: 0, stderr: '' })
  const lines = stdout.split('\n')
  t.strictSame(
    HELLO.split('\n').filter((line) => lines.includes(line)),
    HELLO.split('\n'),
  )
  t.match(stdout, '\n        command: [echo, "on"]\n        securityContext:\n          runAsGroup: 1000\n')
  t.match(stdout, '\n  activeDeadlineSeconds: 86400\n')
})

t.test('adds nothing the second time', async (t) => {
  const { stdout } = await runCli(MUTATE, { stdin: HELLO })

  t.equal((await runCli(MUTATE, { stdin: stdout })).stdout, stdout)
})

t.test('prints the same object in each format', async (t) => {
  const [yaml, json, patch] = await Promise.all(
    ['yaml', 'json', 'patch'].map(async (format) => (await runCli([...MUTATE, '-o', format], { stdin: HELLO })).stdout),
  )

  const patched = structuredClone(parseManifests(HELLO).manifests[0]?.object) as Json
  applyPatch(patched, JSON.parse(patch ?? '') as Parameters<typeof applyPatch>[1])
  t.strictSame(JSON.parse(json ?? ''), patched)
  t.strictSame(parseManifests(yaml ?? '').manifests[0]?.object, patched)
})

t.test('prints several objects in their order, others untouched', async (t) => {
  const stdin = `${CONFIG}---\n${HELLO}`

  const { stdout } = await runCli(MUTATE, { stdin })
  const list = JSON.parse((await runCli([...MUTATE, '-o', 'json'], { stdin })).stdout) as { items: { kind: string }[] }

  t.ok(stdout.startsWith(`${CONFIG}---\n# a greeting\n`))
  t.match(list, { apiVersion: 'v1', kind: 'List', items: [{ kind: 'ConfigMap' }, { kind: 'Workflow' }] })
})

t.test("prints the patches of several objects with what they are for, without those that are not Argo's", async (t) => {
  const { stdout } = await runCli([...MUTATE, '-o', 'patch'], { stdin: `${CONFIG}---\n${HELLO}---\n${helloIn('a')}` })

  const patches = JSON.parse(stdout) as { object: unknown; patch: unknown[] }[]
  t.strictSame(
    patches.map(({ object }) => object),
    ['default', 'a'].map((place) => ({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      namespace: place,
      name: 'hello-',
    })),
  )
  t.ok(patches.every(({ patch }) => patch.length > 0))
})

t.test('prints an empty patch where there is nothing to do', async (t) => {
  t.equal((await runCli([...MUTATE, '-o', 'patch'], { stdin: CONFIG })).stdout, '[]\n')
})

t.test('prints a diff of what it adds', async (t) => {
  const { stdout } = await runCli([...MUTATE, '-o', 'diff'], { stdin: `${CONFIG}---\n${HELLO}` })

  t.match(
    stdout,
    /^--- standard input\tWorkflow default\/hello-\n\+\+\+ standard input\tWorkflow default\/hello-\n@@ -8,6 \+8,15 @@\n/u,
  )
  t.match(stdout, '\n+  activeDeadlineSeconds: 86400\n')
  t.notMatch(stdout, 'ConfigMap')
})

t.test('leaves objects as they came that are left alone, and says why', async (t) => {
  const stdin = `${helloIn('a')}---\n${helloIn('b')}---\n${namespace('a', 'audit')}---\n${namespace('b')}`

  const { code, stdout, stderr } = await runCli(MUTATE, { stdin })
  const patches = await runCli([...MUTATE, '-o', 'patch'], { stdin })

  t.strictSame({ code, stdout }, { code: 0, stdout: stdin })
  t.match(stderr, /^warning: Workflow a\/hello-: audit: \d+ defaults would be injected/u)
  t.match(
    stderr,
    '\nnote: Workflow b/hello-: left alone: the Namespace b has no label workflows.panfactum.com/defaults: enabled\n',
  )
  t.match(JSON.parse(patches.stdout), [{ patch: [] }, { patch: [] }])
})

t.test('keeps numbers past 2^53 and every spelling', async (t) => {
  const stdin = HELLO.replace('spec:', 'spec:\n  priority: 9007199254740993\n  suspend: off')

  t.match((await runCli(MUTATE, { stdin })).stdout, '\n  priority: 9007199254740993\n  suspend: off\n')
  t.match(
    (await runCli([...MUTATE, '-o', 'json'], { stdin })).stdout,
    '"priority": 9007199254740993,\n        "suspend": false,\n',
  )
})

t.test('does not print what would be denied, and says why', async (t) => {
  const manifests = parseManifests(`${CONFIG}---\n${HELLO}`).manifests.map((manifest) => ({
    ...manifest,
    source: { name: 'a.yaml', text: '' },
  }))
  const decided = decideAll(manifests, {
    namespace: 'default',
    settings: resolveSettings(),
    layAnnotations: undefined,
  }).map((each) => (each.isArgo ? deny(each) : each))
  const [stdout, stderr] = [createOutput(), createOutput()]
  const io = { stdin: process.stdin, stdout, stderr, env: {} }

  t.equal(printDecided(io, decided, 'yaml'), false)
  t.equal(stdout.printed(), CONFIG)
  t.equal(stderr.printed(), 'error: Workflow default/hello-: denied: the annotation is bad\n')

  t.equal(printDecided(io, decided.slice(1), 'json'), false)
  t.equal(stdout.printed(), CONFIG)
})

function deny<Input>(decided: Decided<Input>): Decided<Input> {
  const denied = { outcome: 'denied', message: 'the annotation is bad' } as const
  return {
    ...decided,
    verdict: { ...decided.verdict, ...denied },
    explanation: { ...decided.explanation, ...denied },
  }
}
