import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Built } from './build-binaries.ts'
import { writeCredentials, writeKubeconfig } from './credentials.ts'
import type { CrdFlavour } from './install-argo.ts'
import { installArgo } from './install-argo.ts'
import { createKubectl } from './kubectl.ts'
import type { Part } from './part.ts'
import { startStandIns } from './stand-ins/start-stand-ins.ts'
import { startApiServer } from './start-api-server.ts'
import { startController } from './start-controller.ts'
import { startEtcd } from './start-etcd.ts'

/** How to start a control plane. */
export interface ControlPlaneOptions {
  readonly built: Built
  /** Where the API server listens, an address of this machine. */
  readonly address: string
  readonly crds: CrdFlavour
  /** Hears what is started, and of a part that ended by itself. */
  readonly say: (line: string) => void
}

/** Kubernetes and Argo, as far as wf-defaults meets them. */
export interface ControlPlane {
  /** Holds the logs of the parts and everything else; removed in the end. */
  readonly folder: string
  readonly kubeconfig: string
  /** One JSON audit event a line. */
  readonly auditLog: string
  /** The API server, and the file of the CA that its certificate verifies against. */
  readonly url: string
  readonly certificateAuthority: string
  /** Ends all parts, the last that was started first, and removes the folder. */
  readonly stop: () => Promise<void>
}

/**
 * Starts a control plane of its own in a temporary folder.
 * @throws {Error} where a part does not start; those that did are stopped
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-cluster-'))
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeFolder)
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const stopPart of stops.splice(0).toReversed()) await stopPart()
    removeFolder()
    process.off('exit', removeFolder)
  }
  try {
    return { ...(await startParts(options, folder, stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startParts(
  { built, address, crds, say }: ControlPlaneOptions,
  folder: string,
  stops: (() => Promise<void>)[],
): Promise<Omit<ControlPlane, 'stop'>> {
  const keep = (part: Part): void => {
    stops.push(watchOver(part, say))
  }
  const credentials = writeCredentials(folder)
  say('starting etcd')
  const etcd = await startEtcd(built.paths.etcd, folder)
  keep(etcd.part)
  say('starting kube-apiserver')
  const apiServer = await startApiServer(built.paths['kube-apiserver'], {
    folder,
    etcd: etcd.url,
    address,
    credentials,
  })
  keep(apiServer.part)

  const { url, certificateAuthority, auditLog } = apiServer
  const token = credentials.adminToken
  const kubeconfig = writeKubeconfig(join(folder, 'kubeconfig'), { server: url, certificateAuthority, token })
  say(`installing Argo's CRDs (${crds})`)
  await installArgo(createKubectl(built.paths.kubectl, kubeconfig), built, crds)
  stops.push(startStandIns(kubeconfig, say))
  say('starting workflow-controller')
  keep(await startController(built.paths['workflow-controller'], folder, kubeconfig))
  return { folder, kubeconfig, auditLog, url, certificateAuthority }
}

/** Says so when a part ends that nobody stopped. Returns how to stop it. */
function watchOver(part: Part, say: (line: string) => void): () => Promise<void> {
  const stopped = new AbortController()
  void reportEnd(part, say, stopped.signal)
  return () => {
    stopped.abort()
    return part.stop()
  }
}

async function reportEnd(part: Part, say: (line: string) => void, stopped: AbortSignal): Promise<void> {
  const how = await part.ended
  if (!stopped.aborted) say(`${part.name} ${how}; the end of its log:\n${part.tail()}`)
}
