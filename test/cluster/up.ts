import process from 'node:process'
import { readVersions } from './harness/binaries.ts'
import type { Built } from './harness/build-binaries.ts'
import { buildBinaries } from './harness/build-binaries.ts'
import type { ControlPlane } from './harness/control-plane.ts'
import { startControlPlane } from './harness/control-plane.ts'
import { readCrdFlavour } from './harness/install-argo.ts'
import { isOnPath } from './harness/is-on-path.ts'
import { createKubectl } from './harness/kubectl.ts'
import type { LocalWebhook } from './harness/local-webhook.ts'
import { startLocalWebhook } from './harness/local-webhook.ts'

/**
 * Starts Kubernetes and Argo on this machine with wf-defaults installed, for a first try: on loopback, without root. Leaves it
 * up until it is told to end.
 */

const say = (line: string): void => console.log(line)
const stops: (() => Promise<void>)[] = []
const signalled = untilSignal()

try {
  await Promise.race([start(), signalled])
  await signalled
  say('stopping, which takes some seconds')
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  for (const stop of stops.toReversed()) await stop()
}
// A start that was broken off would go on; what it had started by then goes with this process.
process.exit()

async function start(): Promise<void> {
  const versions = readVersions(process.env)
  const crds = readCrdFlavour(process.env, versions)
  const built = await buildBinaries(versions, process.env, say)
  say(`Kubernetes ${versions.kubernetes}, Argo Workflows ${versions.argo}, its ${crds} CRDs`)
  const controlPlane = await startControlPlane({ built, address: '127.0.0.1', crds, say })
  stops.push(controlPlane.stop)

  say('starting wf-defaults')
  const kubectl = createKubectl(built.paths.kubectl, controlPlane.kubeconfig)
  const webhook = await startLocalWebhook(kubectl, controlPlane)
  stops.push(webhook.part.stop)
  say(describe(controlPlane, webhook, built))
}

function describe({ kubeconfig, folder }: ControlPlane, { settings }: LocalWebhook, { paths }: Built): string {
  return [
    '',
    'All is up. In another terminal, in this folder:',
    '',
    ...(isOnPath('kubectl', process.env) ? [] : [`  alias kubectl=${paths.kubectl}`]),
    `  export KUBECONFIG=${kubeconfig}`,
    '  kubectl apply -f examples/namespace.yaml',
    '  kubectl create -n workflows -f examples/hello-workflow.yaml',
    '  kubectl get -n workflows pods -o yaml',
    '',
    'The Pod, which Argo makes within a second or two, has the defaults. No container runs in it: there are no nodes, and a',
    'stand-in ends each Pod.',
    `Settings, read again when they change: ${settings}`,
    `Logs: ${folder}/*.log`,
    'Ctrl-C takes all down.',
  ].join('\n')
}

/** Whoever presses Ctrl-C again while it stops would leave behind what is not stopped yet: that does nothing. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
