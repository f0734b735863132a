import type { Built } from './build-binaries.ts'
import type { ControlPlane } from './control-plane.ts'
import type { CrdFlavour } from './install-argo.ts'
import type { Kubectl } from './kubectl.ts'
import { createKubectl } from './kubectl.ts'

/** The control plane as a test file meets it. */
export interface TestCluster extends Pick<ControlPlane, 'kubeconfig' | 'auditLog' | 'certificateAuthority' | 'url'> {
  readonly kubectl: Kubectl
  /** Argo's command, which takes a kubeconfig by the same flag. */
  readonly argo: Kubectl
  /** What it was started from, for tests that start another. */
  readonly built: Built
  readonly crds: CrdFlavour
}

const VARIABLE = 'WF_DEFAULTS_TEST_CLUSTER'

/** Leaves word in the environment, for the processes of the test files. */
export function writeEnvironment(
  env: NodeJS.ProcessEnv,
  controlPlane: ControlPlane,
  built: Built,
  crds: CrdFlavour,
): void {
  env[VARIABLE] = JSON.stringify({ ...controlPlane, built, crds })
}

/** Reads which control plane the tests run against. @throws {Error} where there is none */
export function readTestCluster(env: NodeJS.ProcessEnv = process.env): TestCluster {
  const text = env[VARIABLE]
  if (text === undefined) throw new Error('these tests need a control plane: npm run test:cluster -- FILE')
  return withCommands(JSON.parse(text) as Omit<TestCluster, 'kubectl' | 'argo'>)
}

/** Adds the commands to the control plane that they speak to. */
export function withCommands(plane: Omit<TestCluster, 'kubectl' | 'argo'>): TestCluster {
  const { built, kubeconfig } = plane
  return {
    ...plane,
    kubectl: createKubectl(built.paths.kubectl, kubeconfig),
    argo: createKubectl(built.paths.argo, kubeconfig),
  }
}
