import type { RequestOptions } from 'node:https'
import type { Credentials, ReadCredentials } from './credentials.ts'

/**
 * Speaks as the user of a kubeconfig, with whatever plugin it takes its credentials from. The client library is loaded here:
 * who needs no kubeconfig starts without it. Of it only the credentials are used, as its API classes open a connection a request.
 * @throws {Error} where the kubeconfig cannot be read, or names no cluster
 */
export async function openKubeconfigCredentials(file: string): Promise<Credentials> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  config.loadFromFile(file)
  const cluster = config.getCurrentCluster()
  if (cluster === null) throw new Error('expected a current context with a cluster, but there is none')

  const needsAgent = cluster.proxyUrl !== undefined || !cluster.server.startsWith('https:')
  return {
    server: cluster.server,
    namespace: config.getContextObject(config.getCurrentContext())?.namespace || 'default',
    read: async () => {
      const options: RequestOptions = {}
      await config.applyToHTTPSOptions(options)
      const { agent, ...direct } = options as ReadCredentials
      // Only a way around, such as a proxy, needs the agent that comes with it.
      return needsAgent ? { ...direct, agent } : direct
    },
  }
}
