import type { JsonObject } from '../../src/core/json.ts'

interface Fields {
  [field: string]: unknown
}

/**
 * Puts the built-in defaults of wf-defaults into a Workflow of the kind that the benchmark sends, straight away and for that
 * kind only: no look at levels, conflicts or reasons. `run.ts` checks that the result is the same as wf-defaults'.
 */
export function addDefaults(workflow: JsonObject): void {
  const { metadata, spec } = workflow as unknown as {
    readonly metadata: Fields
    readonly spec: Fields & { readonly templates: readonly Fields[] }
  }
  const labels = buildLabels(String(metadata['generateName']).replace(/-$/u, ''))
  metadata['labels'] = { ...labels, ...(metadata['labels'] as Fields) }

  setMissing(spec, {
    activeDeadlineSeconds: 86_400,
    ttlStrategy: { secondsAfterCompletion: 3600, secondsAfterFailure: 3600, secondsAfterSuccess: 3600 },
    podGC: { strategy: 'OnWorkflowCompletion', deleteDelayDuration: '180s' },
    synchronization: { mutexes: [{ name: labels['panfactum.com/workload'] }] },
    podDisruptionBudget: { minAvailable: 9999 },
    archiveLogs: true,
    schedulerName: 'panfactum',
    tolerations: ['spot', 'arm64'].map((key) => ({ key, operator: 'Equal', value: 'true', effect: 'NoSchedule' })),
    dnsPolicy: 'ClusterFirst',
    securityContext: {
      fsGroup: 1000,
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsGroup: 1000,
      runAsNonRoot: false,
      runAsUser: 1000,
    },
    podMetadata: {
      labels,
      annotations: { 'karpenter.sh/do-not-disrupt': 'true', 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
    },
  })
  for (const template of spec.templates) if (template['container'] !== undefined) addToTemplate(template)
}

function addToTemplate(template: Fields): void {
  const container = template['container'] as Fields
  if (Object.keys((container['resources'] as Fields | undefined) ?? {}).length === 0) delete container['resources']
  setMissing(container, {
    image: 'docker.io/library/busybox:1.36.1',
    securityContext: {
      runAsGroup: 1000,
      runAsNonRoot: true,
      runAsUser: 1000,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
    },
    resources: { requests: { cpu: '50m', memory: '100Mi' }, limits: { memory: '100Mi' } },
    volumeMounts: [{ name: 'podinfo', mountPath: '/etc/podinfo' }],
  })
  setMissing(template, {
    volumes: [
      {
        name: 'podinfo',
        downwardAPI: {
          items: ['labels', 'annotations'].map((path) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } })),
        },
      },
    ],
    retryStrategy: { backoff: { duration: '30s', factor: 2, maxDuration: '3600s' }, limit: 5, retryPolicy: 'Always' },
  })
}

function setMissing(target: Fields, defaults: Fields): void {
  for (const [field, value] of Object.entries(defaults)) target[field] ??= value
}

function buildLabels(workload: string): Readonly<Record<string, string>> {
  return {
    'panfactum.com/workload': workload,
    'panfactum.com/prevent-lifetime-eviction': 'true',
    'panfactum.com/scheduler-enabled': 'true',
    'panfactum.com/pull-through-cache-enabled': 'true',
    'panfactum.com/arm64-enabled': 'true',
    'panfactum.com/burstable-enabled': 'false',
    'panfactum.com/spot-enabled': 'true',
    'panfactum.com/controller-enabled': 'false',
  }
}
