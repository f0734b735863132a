import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { connect } from '../../src/cluster/connection.ts'
import { openKubeconfigCredentials } from '../../src/cluster/kubeconfig-credentials.ts'
import { readVersions } from '../../test/cluster/harness/binaries.ts'
import { buildBinaries } from '../../test/cluster/harness/build-binaries.ts'
import { startControlPlane } from '../../test/cluster/harness/control-plane.ts'
import type { CrdFlavour } from '../../test/cluster/harness/install-argo.ts'
import { SANDBOX_ADDRESS } from '../../test/cluster/harness/sandbox.ts'
import { withCommands } from '../../test/cluster/harness/test-cluster.ts'
import { fillCluster } from './fill-cluster.ts'
import { measureReplica } from './measure-replica.ts'
import { render } from './report.ts'

/** Starts a control plane in the sandbox, fills it, and measures one replica in it. */

const say = (line: string): void => console.error(line)
const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-bench-cluster-'))
const crds: CrdFlavour = 'minimal'
const built = await buildBinaries(readVersions(process.env), process.env, say)
const controlPlane = await startControlPlane({ built, address: SANDBOX_ADDRESS, crds, say })
try {
  const cluster = withCommands({ ...controlPlane, built, crds })
  const size = await fillCluster(connect(await openKubeconfigCredentials(controlPlane.kubeconfig)), say)
  const measured = await measureReplica({ cluster, size, folder, say })
  process.stdout.write(render(size, measured))
} finally {
  await controlPlane.stop()
  rmSync(folder, { recursive: true, force: true })
}
