/** The names of volumes that Argo adds to Pods itself (H6.2). */
export const RESERVED_VOLUMES: readonly string[] = [
  'var-run-argo',
  'tmp-dir-argo',
  'input-artifacts',
  'argo-staging',
  'argo-env-config',
  'argoexec-bin',
  'exec-sa-token',
  'kubeconfig',
]

/** The paths where Argo and Kubernetes put things of their own; nothing may be mounted at, above or below them (H6.9). */
export const RESERVED_PATHS: readonly string[] = [
  '/var/run/argo',
  '/argo',
  '/argo-bin',
  '/mainctrfs',
  '/kube/config',
  '/var/run/secrets/kubernetes.io/serviceaccount',
]
