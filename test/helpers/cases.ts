import { readdirSync, readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'
import type { Case } from '../../src/core/decide.ts'
import type { ClusterFacts, Presence, RequestFacts } from '../../src/core/facts.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import type { Json } from '../../src/core/json.ts'
import { layAnnotations } from './lay-annotations.ts'
import { CREATED } from './requests.ts'
import { NOTHING, settingsOf } from './settings.ts'

/** A case of `test/fixtures/cases`, whose README says what each field means. */
export interface StoredCase {
  readonly file: string
  readonly title: string
  /** Made when asked for, so that bad settings fail only their own test. */
  readonly case: Case
  /** The object as it is to be afterwards. */
  readonly expected: unknown
  readonly patch?: Json
  readonly outcome?: string
  readonly reason?: string
  /** By key: the decision and its reason, as in `kept/user-set`. */
  readonly decisions: Readonly<Record<string, string>>
  /** What some warning has to say; none is to come where the list is empty. */
  readonly warnings?: readonly string[]
}

interface Document {
  readonly title: string
  readonly base?: 'nothing' | 'built-in'
  readonly settings: object
  readonly facts?: Partial<RequestFacts> & { readonly cluster?: StoredCluster }
  readonly object: object
  readonly expected: object | 'unchanged'
  readonly patch?: Json
  readonly outcome?: string
  readonly reason?: string
  readonly decisions?: Readonly<Record<string, string>>
  readonly warnings?: readonly string[]
}

interface StoredCluster {
  readonly connected?: boolean
  readonly presence?: Presence
  readonly hasDefaultArtifactRepository?: boolean
}

const FOLDER = new URL('../fixtures/cases/', import.meta.url)
/** What an object has unless the case says otherwise. */
const ENVELOPE = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata: { generateName: 'case-' } }

/** Reads every document of every file. */
export function loadStoredCases(): readonly StoredCase[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => readDocuments(file).map((document) => toStoredCase(file, document)))
}

function readDocuments(file: string): readonly Document[] {
  const documents = parseAllDocuments(readFileSync(new URL(file, FOLDER), 'utf8'))
  return Array.from(documents, (document) => {
    const [error] = document.errors
    if (error) throw new Error(`${file}: ${error.message}`)
    return document.toJS() as Document
  })
}

function toStoredCase(
  file: string,
  { base = 'nothing', settings, facts = {}, object, expected, ...rest }: Document,
): StoredCase {
  const { cluster, ...request } = facts
  const whole = { ...ENVELOPE, ...object }
  return {
    ...rest,
    file,
    decisions: rest.decisions ?? {},
    expected: expected === 'unchanged' ? whole : { ...ENVELOPE, ...expected },
    get case() {
      return {
        object: whole,
        request: { ...CREATED, ...request },
        settings: settingsOf(base === 'nothing' ? { ...NOTHING, ...settings } : settings),
        cluster: cluster ? toClusterFacts(cluster) : ASSUMED_CLUSTER,
        layAnnotations,
      }
    },
  }
}

function toClusterFacts({
  connected = true,
  presence = 'present',
  hasDefaultArtifactRepository = false,
}: StoredCluster): ClusterFacts {
  return {
    connected,
    namespace: () => 'absent',
    presenceOf: () => presence,
    artifactRepository: () => presence,
    hasDefaultArtifactRepository: () => hasDefaultArtifactRepository,
  }
}
