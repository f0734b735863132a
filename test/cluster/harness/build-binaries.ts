import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Binary, BinaryName, Versions } from './binaries.ts'
import { listBinaries } from './binaries.ts'
import { cacheFolder } from './cache-folder.ts'
import { copyArgoFiles } from './argo-files.ts'
import { goBuild } from './go-build.ts'
import { isOnPath } from './is-on-path.ts'
import type { Pin } from './go-module.ts'
import { readPin } from './go-module.ts'

/** What a control plane is started from. */
export interface Built {
  /** The path of each program. */
  readonly paths: Readonly<Record<BinaryName, string>>
  /** Argo's CRDs, in the folders `full` and `minimal`. */
  readonly crds: string
  /** The root of those manifests and tests of Argo's that were copied. */
  readonly argoFiles: string
}

/** A binary and where it is, or goes to. */
interface Place {
  readonly binary: Binary
  readonly pin: Pin
  readonly path: string
}

/**
 * Finds the programs of a control plane, and builds those that the cache lacks. kube-apiserver, etcd and kubectl are taken from
 * KUBEBUILDER_ASSETS where that is set and holds them.
 * @throws {Error} where something has to be built and there is no Go, or a build fails
 */
export async function buildBinaries(
  versions: Versions,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Built> {
  const places = listBinaries(versions).map((binary) => findPlace(binary, env))
  const argo = places.find(({ binary }) => binary.name === 'workflow-controller')
  const argoFiles = join(cacheFolder(env), `argo-files-${argo?.pin.version}-${argo?.pin.hash}`)
  const missing = places.filter(({ path }) => !existsSync(path))
  if (missing.length > 0 || !existsSync(argoFiles)) expectGo(missing, env)

  for (const [index, place] of missing.entries()) await build(place, `${index + 1} of ${missing.length}`, say)
  if (argo !== undefined && !existsSync(argoFiles)) copyArgoFiles(argo.binary, argoFiles)
  const paths = Object.fromEntries(places.map(({ binary, path }) => [binary.name, path])) as Built['paths']
  return { paths, crds: join(argoFiles, 'manifests/base/crds'), argoFiles }
}

function findPlace(binary: Binary, env: NodeJS.ProcessEnv): Place {
  const pin = readPin(binary)
  const asset = join(env['KUBEBUILDER_ASSETS'] ?? '', binary.name)
  if (env['KUBEBUILDER_ASSETS'] && existsSync(asset)) return { binary, pin, path: asset }
  return { binary, pin, path: join(cacheFolder(env), `${binary.name}-${pin.version}-${pin.hash}`, binary.name) }
}

function expectGo(missing: readonly Place[], env: NodeJS.ProcessEnv): void {
  if (isOnPath('go', env)) return
  const names = missing.map(({ binary, pin }) => `${binary.name} ${pin.version}`).join(', ')
  throw new Error(
    [
      `no Go on the PATH, which it takes to build ${names || "Argo's files"}.`,
      'Install Go 1.26 or newer (https://go.dev/doc/install), and try again. Everything else comes through the Go module proxy.',
    ].join('\n'),
  )
}

/** Built under another name first: a build that was broken off leaves nothing that looks whole. */
async function build({ binary, pin, path }: Place, which: string, say: (line: string) => void): Promise<void> {
  const name = `${binary.name} ${pin.version}`
  say(`building ${name} (${which}; about ${binary.coldMinutes} min when nothing is cached)`)
  const started = Date.now()
  mkdirSync(join(path, '..'), { recursive: true })
  const unfinished = `${path}.${process.pid}`
  await goBuild(binary, pin.version, unfinished, (progress) => say(`  ${name}: ${progress}`))
  renameSync(unfinished, path)
  say(`  ${name}: built in ${Math.round((Date.now() - started) / 1000)} s`)
}
