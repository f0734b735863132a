import { fileURLToPath } from 'node:url'

/** One program of the control plane: which Go module it is built from, and how. */
export interface Binary {
  readonly name: BinaryName
  /** The folder of the module that pins its version, under `go/`. */
  readonly folder: string
  /** The module that gives the version, and the package in it that is built. */
  readonly module: string
  readonly package: string
  /** In place of the package: files of our own, relative to the module's folder, that are built in the module. */
  readonly sources?: readonly string[]
  /** Files of the module, relative to its root, that the package embeds and the module proxy does not have: empty ones will do. */
  readonly lacks?: readonly string[]
  /** What the linker writes into it, so that it tells its version as the released one does. */
  readonly version: (version: string) => readonly string[]
  /** How long it takes with nothing cached, on two cores. */
  readonly coldMinutes: number
}

export type BinaryName = 'etcd' | 'kube-apiserver' | 'kubectl' | 'workflow-controller' | 'argo' | 'argo-oracle'

/** The versions that can be asked for, the one that CI runs first. */
export const KUBERNETES_VERSIONS = ['1.36', '1.34'] as const
export const ARGO_VERSIONS = ['3.7', '3.6'] as const

export interface Versions {
  readonly kubernetes: (typeof KUBERNETES_VERSIONS)[number]
  readonly argo: (typeof ARGO_VERSIONS)[number]
}

/** Reads KUBERNETES_VERSION and ARGO_VERSION. @throws {Error} where one is asked for that has no module here */
export function readVersions(env: NodeJS.ProcessEnv): Versions {
  return {
    kubernetes: readVersion('KUBERNETES_VERSION', env['KUBERNETES_VERSION'], KUBERNETES_VERSIONS),
    argo: readVersion('ARGO_VERSION', env['ARGO_VERSION'], ARGO_VERSIONS),
  }
}

/** The programs of a control plane, those that others wait for first. */
export function listBinaries({ kubernetes, argo }: Versions): readonly Binary[] {
  const argoModule = { folder: `workflow-controller-${argo}`, module: 'github.com/argoproj/argo-workflows/v3' }
  const argoFlags = (version: string): readonly string[] => [`-X=${argoModule.module}.version=${version}`]
  const kubernetesModule = { folder: `kubernetes-${kubernetes}`, module: 'k8s.io/kubernetes', version: kubernetesFlags }
  return [
    {
      name: 'etcd',
      folder: 'etcd-3.6',
      module: 'go.etcd.io/etcd/server/v3',
      package: 'go.etcd.io/etcd/server/v3',
      version: () => [],
      coldMinutes: 1,
    },
    {
      name: 'kube-apiserver',
      ...kubernetesModule,
      package: 'k8s.io/kubernetes/cmd/kube-apiserver',
      coldMinutes: 5,
    },
    { name: 'kubectl', ...kubernetesModule, package: 'k8s.io/kubernetes/cmd/kubectl', coldMinutes: 1 },
    {
      name: 'workflow-controller',
      ...argoModule,
      package: 'github.com/argoproj/argo-workflows/v3/cmd/workflow-controller',
      version: argoFlags,
      coldMinutes: 3,
    },
    {
      name: 'argo',
      ...argoModule,
      folder: `argo-${argo}`,
      package: 'github.com/argoproj/argo-workflows/v3/cmd/argo',
      // The web page of the server that is a part of the command.
      lacks: ['ui/dist/app/index.html'],
      version: argoFlags,
      coldMinutes: 3,
    },
    {
      name: 'argo-oracle',
      ...argoModule,
      package: 'argo-oracle',
      sources: ['main.go', 'objects.go', 'validate.go'].map((file) => `../argo-oracle/${file}`),
      version: () => [],
      coldMinutes: 1,
    },
  ]
}

/** Where the module of a binary lies. */
export function moduleFolder({ folder }: Pick<Binary, 'folder'>): string {
  return fileURLToPath(new URL(`../go/${folder}`, import.meta.url))
}

function readVersion<Version extends string>(
  variable: string,
  asked: string | undefined,
  known: readonly [Version, ...Version[]],
): Version {
  if (asked === undefined || asked === '') return known[0]
  const found = known.find((version) => version === asked)
  if (found !== undefined) return found
  throw new Error(`${variable}: expected ${known.join(' or ')}, but came ${JSON.stringify(asked)}`)
}

function kubernetesFlags(version: string): readonly string[] {
  const [major = '', minor = ''] = version.slice(1).split('.')
  const variables = { gitVersion: version, gitMajor: major, gitMinor: minor }
  return Object.entries(variables).map(([name, value]) => `-X=k8s.io/component-base/version.${name}=${value}`)
}
