import type { NamespaceFacts } from '../core/facts.ts'
import { own, ownText } from '../core/json.ts'
import { toNamespaceFacts } from '../core/namespace-facts.ts'

/** What is kept of an object of the cluster: never what it holds, only what it is called and what it says to wf-defaults. */
export interface ObjectFacts extends NamespaceFacts {
  readonly name: string
  /** The keys of a ConfigMap. */
  readonly keys: readonly string[]
  /** Whether a ConfigMap of artifact repositories names the one that its namespace uses (H15.1). */
  readonly namesDefault: boolean
}

const DEFAULT_REPOSITORY = 'workflows.argoproj.io/default-artifact-repository'

/** Keeps of an object what is of use, so that memory holds nothing else of it. */
export function toFacts(object: unknown): ObjectFacts {
  const metadata = own(object, 'metadata')
  return {
    ...toNamespaceFacts(object),
    name: ownText(metadata, 'name') ?? '',
    keys: Object.keys(own(object, 'data') ?? {}),
    namesDefault: ownText(own(metadata, 'annotations'), DEFAULT_REPOSITORY) !== undefined,
  }
}
