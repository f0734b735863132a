import { join } from 'node:path'
import { findFreePorts } from './find-free-ports.ts'
import type { Part } from './part.ts'
import { startPart } from './part.ts'

/** Starts etcd on loopback. Returns it with the URL that clients use. */
export async function startEtcd(command: string, folder: string): Promise<{ part: Part; url: string }> {
  const [clientPort, peerPort] = await findFreePorts(2)
  const [url, peerUrl] = [`http://127.0.0.1:${clientPort}`, `http://127.0.0.1:${peerPort}`]
  const part = await startPart({
    name: 'etcd',
    command,
    args: [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      // What it holds is thrown away in the end.
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
    folder,
    isReady: async () => (await fetch(`${url}/health`)).ok,
  })
  return { part, url }
}
