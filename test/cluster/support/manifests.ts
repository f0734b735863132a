import { randomUUID } from 'node:crypto'

/** An object as a test sends it, and as the API server gives it back. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly resourceVersion?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: Readonly<Record<string, unknown>>
}

export const KINDS = ['Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow'] as const
export type Kind = (typeof KINDS)[number]

export const LABEL = 'workflows.panfactum.com/defaults'

/** What every kind is tried with: one container that says neither its image nor anything else that has a default. */
export const HELLO = {
  entrypoint: 'main',
  templates: [{ name: 'main', container: { command: ['echo', 'hello'] } }],
}

/** An object with a name of its own. A CronWorkflow's spec is that of its Workflows, and it never comes to its time. */
export function buildManifest(kind: Kind, spec: object = HELLO, metadata: object = {}): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind,
    metadata: { name: `hello-${randomUUID().slice(0, 8)}`, ...metadata },
    spec: kind === 'CronWorkflow' ? { schedules: ['0 0 29 2 *'], suspend: true, workflowSpec: spec } : { ...spec },
  }
}

/** The same, opted in where the kind needs a label of its own for that. */
export function buildOptedIn(kind: Kind): Manifest {
  return buildManifest(kind, HELLO, kind === 'ClusterWorkflowTemplate' ? { labels: { [LABEL]: 'enabled' } } : {})
}
