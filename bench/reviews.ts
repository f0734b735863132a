import type { JsonObject } from '../src/core/json.ts'

/** An AdmissionReview as the API server sends it: the JSON text, and where in it the request's uid stands. */
export interface Review {
  readonly templates: number
  readonly object: JsonObject
  readonly body: Buffer
  /** The offset of the uid's first byte: each request gets a uid of its own, written in place. */
  readonly uidOffset: number
}

/** As long as every uid. */
const UID = '00000000-0000-4000-8000-000000000000'

/**
 * Builds the review of a Workflow that `argo submit` made through the Argo server: its token's user, the empty values that
 * every Go client sends, and the managedFields that the API server adds. With more than one template the first is a dag.
 */
export function buildReview(
  templates: number,
  buildTemplate = buildContainerTemplate,
  annotations: JsonObject = {},
): Review {
  const object = buildWorkflow(templates, buildTemplate, annotations)
  const body = Buffer.from(
    JSON.stringify({ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request: buildRequest(object) }),
  )
  return { templates, object, body, uidOffset: body.indexOf(UID) }
}

/** A template as people write them: about 550 bytes. */
function buildContainerTemplate(index: number): JsonObject {
  return {
    name: nameOf(index),
    inputs: { parameters: [{ name: 'partition' }, { name: 'date', default: '{{workflow.parameters.date}}' }] },
    outputs: {},
    metadata: { labels: { 'app.kubernetes.io/component': nameOf(index) } },
    container: {
      name: '',
      image: `registry.example.com/data-platform/etl:2026.4.${index % 10}`,
      command: ['python', '-m', 'etl.run'],
      args: [
        '--partition',
        '{{inputs.parameters.partition}}',
        '--date',
        '{{inputs.parameters.date}}',
        '--output',
        `s3://lake/curated/${index}/`,
        '--attempts',
        '3',
      ],
      env: [
        { name: 'LOG_LEVEL', value: 'info' },
        { name: 'PYTHONUNBUFFERED', value: '1' },
      ],
      resources: {},
    },
  }
}

/** The least that runs: a thousand of them stay under the size that Argo takes, defaults included. */
export function buildLeanTemplate(index: number): JsonObject {
  return { name: nameOf(index), container: { image: 'busybox', args: ['true'] } }
}

function buildWorkflow(
  templates: number,
  buildTemplate: (index: number) => JsonObject,
  annotations: JsonObject,
): JsonObject {
  const leaves = Array.from({ length: Math.max(1, templates - 1) }, (_, index) => buildTemplate(index))
  const isDag = templates > 1 && buildTemplate === buildContainerTemplate
  const all = isDag
    ? [buildDag(leaves.length), ...leaves]
    : leaves.length < templates
      ? [...leaves, buildTemplate(leaves.length)]
      : leaves
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: {
      generateName: 'nightly-etl-',
      namespace: 'data-platform',
      creationTimestamp: null,
      labels: {
        'app.kubernetes.io/name': 'nightly-etl',
        'app.kubernetes.io/part-of': 'data-platform',
        'workflows.argoproj.io/creator': 'system-serviceaccount-argo-argo-server',
      },
      annotations: {
        'example.com/description':
          'Loads the orders, shipments and returns of the day before from the landing zone, checks them against their schemas, and writes the curated tables by partition. Safe to run again.',
        'example.com/owner': 'data-platform@example.com',
        'example.com/runbook': 'https://runbooks.example.com/nightly-etl',
        ...annotations,
      },
      managedFields: [
        {
          manager: 'argo',
          operation: 'Update',
          apiVersion: 'argoproj.io/v1alpha1',
          time: '2026-04-01T03:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: MANAGED_FIELDS,
        },
      ],
    },
    spec: {
      templates: all,
      entrypoint: isDag ? 'main' : nameOf(0),
      arguments: {
        parameters: [
          { name: 'date', value: '2026-04-01' },
          { name: 'partition', value: 'eu-central' },
        ],
      },
      serviceAccountName: 'nightly-etl',
    },
    status: { startedAt: null, finishedAt: null },
  }
}

function buildDag(tasks: number): JsonObject {
  return {
    name: 'main',
    inputs: {},
    outputs: {},
    metadata: {},
    dag: { tasks: Array.from({ length: tasks }, (_, index) => buildTask(index)) },
  }
}

function buildTask(index: number): JsonObject {
  return {
    name: nameOf(index),
    template: nameOf(index),
    arguments: { parameters: [{ name: 'partition', value: `p${index}` }] },
    ...(index > 0 && { dependencies: [nameOf(index - 1)] }),
  }
}

function nameOf(index: number): string {
  return `step-${String(index).padStart(4, '0')}`
}

function buildRequest(object: JsonObject): object {
  const group = { group: 'argoproj.io', version: 'v1alpha1' }
  return {
    uid: UID,
    kind: { ...group, kind: 'Workflow' },
    resource: { ...group, resource: 'workflows' },
    requestKind: { ...group, kind: 'Workflow' },
    requestResource: { ...group, resource: 'workflows' },
    namespace: 'data-platform',
    operation: 'CREATE',
    userInfo: {
      username: 'system:serviceaccount:argo:argo-server',
      uid: '5b0d3c6e-2a2f-4c55-9d0b-6f2f1d0f8a77',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:argo', 'system:authenticated'],
      extra: {
        'authentication.kubernetes.io/credential-id': ['JTI=8c1a1f0e-9f5f-4a0a-8a53-3a1f0f1c9f0b'],
        'authentication.kubernetes.io/pod-name': ['argo-server-6d9f7c8b5d-x2x7k'],
        'authentication.kubernetes.io/pod-uid': ['e1a0a4f1-6f6e-4a38-bb0e-0b8f6e1b2c3d'],
      },
    },
    object,
    oldObject: null,
    dryRun: false,
    options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
  }
}

const MANAGED_FIELDS: JsonObject = {
  'f:metadata': {
    'f:annotations': {
      '.': {},
      'f:example.com/description': {},
      'f:example.com/owner': {},
      'f:example.com/runbook': {},
    },
    'f:generateName': {},
    'f:labels': {
      '.': {},
      'f:app.kubernetes.io/name': {},
      'f:app.kubernetes.io/part-of': {},
      'f:workflows.argoproj.io/creator': {},
    },
  },
  'f:spec': {},
  'f:status': {},
}
