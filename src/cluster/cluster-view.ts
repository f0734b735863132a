import type { ClusterFacts, NamespaceFacts, Presence, Reference } from '../core/facts.ts'
import type { Known, LookUps } from './look-ups.ts'
import { PATIENCE_MS } from './look-ups.ts'
import type { NamespaceStore } from './namespace-store.ts'
import type { ObjectFacts } from './object-facts.ts'
import { pathOfNamespace, pathOfReference } from './paths.ts'

/** Where what is known lies, and where Argo's controller runs (R10). */
export interface ClusterMemory {
  readonly namespaces: NamespaceStore
  readonly lookUps: LookUps
  readonly argoNamespace: string
  /** A clock in milliseconds. */
  readonly now: () => number
}

/** What is known of the cluster, as one request sees it. It answers at once, and keeps what there would be to wait for. */
export class ClusterView implements ClusterFacts {
  readonly connected = true
  readonly #memory: ClusterMemory
  #waits: Promise<void>[] = []
  #patienceEnds: number | undefined

  constructor(memory: ClusterMemory) {
    this.#memory = memory
  }

  /**
   * Until what was asked for and is not known yet is looked up; `undefined` where there is nothing to wait for, or the request
   * has waited as long as it may. Afterwards the same questions have better answers, and may lead to others.
   */
  pending(): Promise<void> | undefined {
    if (this.#waits.length === 0) return undefined
    const waits = this.#waits
    this.#waits = []
    const now = this.#memory.now()
    this.#patienceEnds ??= now + PATIENCE_MS
    return now < this.#patienceEnds ? waitAtMost(this.#patienceEnds - now, waits) : undefined
  }

  namespace(name: string): NamespaceFacts | 'absent' | 'unknown' {
    const { namespaces } = this.#memory
    return namespaces.find(name) ?? this.#find(pathOfNamespace(name))
  }

  presenceOf(reference: Reference): Presence {
    const hasKey = (facts: ObjectFacts): boolean => reference.kind !== 'ConfigMap' || facts.keys.includes(reference.key)
    const known = this.#find(pathOfReference(reference), hasKey)
    if (typeof known === 'string') return known
    return hasKey(known) ? 'present' : 'absent'
  }

  artifactRepository(namespace: string, name: string, key: string): Presence {
    const { argoNamespace } = this.#memory
    const here = this.presenceOf({ kind: 'ConfigMap', namespace, name, key })
    if (here === 'present') return here
    const there = this.presenceOf({ kind: 'ConfigMap', namespace: argoNamespace, name, key })
    return there === 'absent' ? here : there
  }

  hasDefaultArtifactRepository(namespace: string): boolean {
    const known = this.#find(pathOfReference({ kind: 'ConfigMap', namespace, name: REPOSITORIES, key: '' }))
    return typeof known === 'object' && known.namesDefault
  }

  #find(path: string, isEnough: (facts: ObjectFacts) => boolean = () => true): Known {
    return this.#memory.lookUps.find(path, isEnough, this.#waits)
  }
}

/** The ConfigMap in which Argo looks for a namespace's default repository (H15.1). */
const REPOSITORIES = 'artifact-repositories'

async function waitAtMost(ms: number, waits: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([Promise.all(waits), patience])
  clearTimeout(timer)
}
