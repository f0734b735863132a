import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Versions } from './binaries.ts'
import type { Built } from './build-binaries.ts'
import type { Kubectl } from './kubectl.ts'
import { expectKubectl } from './kubectl.ts'
import { until } from './until.ts'

/** With the whole schema of each kind, or with none. Argo ships both. */
export type CrdFlavour = 'full' | 'minimal'

/** Those that an API server takes, the one first that the tests run with. The full ones of 3.6 are no valid CRDs (argo-workflows#11266). */
const CRD_FLAVOURS = {
  '3.7': ['full', 'minimal'],
  '3.6': ['minimal'],
} as const satisfies Readonly<Record<Versions['argo'], readonly CrdFlavour[]>>

/** What images run when no command says so: for others the controller would ask a registry, and it learns no new ones. */
const IMAGES = {
  'argoproj/argosay:v2': { cmd: ['argosay'] },
  'docker.io/library/busybox:1.36.1': { cmd: ['sh'] },
}

/** Reads ARGO_CRDS. @throws {Error} where it is none that this version of Argo has */
export function readCrdFlavour(env: NodeJS.ProcessEnv, { argo }: Pick<Versions, 'argo'>): CrdFlavour {
  const flavours: readonly CrdFlavour[] = CRD_FLAVOURS[argo]
  const asked = env['ARGO_CRDS'] || CRD_FLAVOURS[argo][0]
  const flavour = flavours.find((known) => known === asked)
  if (flavour !== undefined) return flavour
  throw new Error(`ARGO_CRDS: expected ${flavours.join(' or ')} for Argo ${argo}, but came ${JSON.stringify(asked)}`)
}

/** The flavour that is not this one; `undefined` where this version of Argo has no other. */
export function otherFlavour(flavour: CrdFlavour, { argo }: Pick<Versions, 'argo'>): CrdFlavour | undefined {
  return CRD_FLAVOURS[argo].find((known) => known !== flavour)
}

/** Makes the API server know Argo's kinds, and lays what its controller reads at its start. */
export async function installArgo(
  kubectl: Kubectl,
  { crds, argoFiles }: Pick<Built, 'crds' | 'argoFiles'>,
  flavour: CrdFlavour,
): Promise<void> {
  // Server-side: client-side apply would keep the whole of it in an annotation, which has no room for it.
  await expectKubectl(kubectl, ['apply', '--server-side', '--force-conflicts', '-k', join(crds, flavour)])
  // Of a CRD that the API server has not looked at yet, kubectl wait does not understand the status.
  const wait = ['wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all']
  await until("Argo's kinds are known", async () => (await kubectl(wait)).code === 0, { timeoutMs: 60_000 })
  await expectKubectl(kubectl, ['create', 'namespace', 'argo'])
  await expectKubectl(kubectl, ['create', '-f', '-'], buildConfiguration(argoFiles))
}

function buildConfiguration(argoFiles: string): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'workflow-controller-configmap', namespace: 'argo' },
    data: {
      // Its port could be taken.
      metricsConfig: JSON.stringify({ enabled: false }),
      images: JSON.stringify({ ...readExampleImages(argoFiles), ...IMAGES }),
    },
  }
}

/** The images of Argo's examples; nobody asks what they run. */
function readExampleImages(argoFiles: string): object {
  const texts = globSync('examples/**/*.yaml', { cwd: argoFiles }).map((path) =>
    readFileSync(join(argoFiles, path), 'utf8'),
  )
  const names = texts.flatMap((text) =>
    Array.from(text.matchAll(/image: *["']?([^\s"',}]+)/gu), ([, name = '']) => name),
  )
  return Object.fromEntries(names.map((name) => [name, { cmd: ['run'] }]))
}
