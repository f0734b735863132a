import type { V1Pod } from '@kubernetes/client-node'

/** What of a template the stand-ins need. */
export interface Template {
  readonly daemon?: boolean
  readonly data?: object
  readonly archiveLocation?: object
  readonly outputs?: {
    readonly parameters?: readonly OutputParameter[]
    readonly artifacts?: readonly Artifact[]
  }
}

export interface OutputParameter {
  readonly name: string
  readonly globalName?: string
  readonly valueFrom?: { readonly default?: string }
}

/** An artifact: a name, perhaps a path, and at most one section that says where it is kept. */
export interface Artifact extends Readonly<Record<string, unknown>> {
  readonly name: string
}

/** The template that the executor would carry out: Argo's controller gives it to the Pod in its environment. */
export function readTemplate(pod: V1Pod): Template | undefined {
  const text = readEnv(pod, 'ARGO_TEMPLATE')
  return text === undefined ? undefined : (JSON.parse(text) as Template)
}

/** Whether what the Pod prints is its `outputs.result`. */
export function printsResult(pod: V1Pod): boolean {
  return readEnv(pod, 'ARGO_INCLUDE_SCRIPT_OUTPUT') === 'true'
}

function readEnv(pod: V1Pod, name: string): string | undefined {
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]
  return containers.flatMap(({ env = [] }) => env).find((variable) => variable.name === name)?.value
}
