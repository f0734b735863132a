import t from 'tap'
import { RESERVED_PATHS, RESERVED_VOLUMES } from '../../../src/core/argo/reserved.ts'

t.test('knows the volumes that Argo adds to Pods itself (H6.2)', async (t) => {
  t.strictSame(RESERVED_VOLUMES.toSorted(), [
    'argo-env-config',
    'argo-staging',
    'argoexec-bin',
    'exec-sa-token',
    'input-artifacts',
    'kubeconfig',
    'tmp-dir-argo',
    'var-run-argo',
  ])
})

t.test('knows the paths where Argo and Kubernetes put things of their own (H6.9)', async (t) => {
  t.strictSame(RESERVED_PATHS.toSorted(), [
    '/argo',
    '/argo-bin',
    '/kube/config',
    '/mainctrfs',
    '/var/run/argo',
    '/var/run/secrets/kubernetes.io/serviceaccount',
  ])
})
