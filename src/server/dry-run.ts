import type { AdmissionRequest } from '../core/admission/admission-review.ts'
import { isReview, parseReview } from '../core/admission/parse-review.ts'
import type { Namespaces } from '../core/admission/request-facts.ts'
import { factsOfCreation, factsOfRequest, findNamespaces } from '../core/admission/request-facts.ts'
import type { Case } from '../core/decide.ts'
import type { Verdict } from '../core/decision.ts'
import { explain } from '../core/explain.ts'
import type { ClusterFacts, RequestFacts } from '../core/facts.ts'
import { toNamespaceFacts } from '../core/namespace-facts.ts'
import { modeOf } from '../core/opt-in.ts'
import type { ResolvedSettings } from '../core/settings/resolve.ts'
import type { Operation } from '../documents/apply-operation.ts'
import { applyOperation, open } from '../documents/apply-operation.ts'
import type { Manifest } from '../documents/parse-manifests.ts'
import { parseManifests } from '../documents/parse-manifests.ts'
import type { YamlTree } from '../documents/parse-yaml.ts'
import { parseYaml } from '../documents/parse-yaml.ts'
import { printJson } from '../documents/print-json.ts'
import type { Remark } from '../documents/remark.ts'
import type { ClusterFactsSource } from './cluster-facts.ts'
import { decideWhenKnown } from './decide-when-known.ts'
import type { AnnotationsSource } from './open-annotations.ts'

/** What a dry run takes beside what is sent. */
export interface DryRunParts {
  readonly settings: () => ResolvedSettings
  readonly clusterFacts: ClusterFactsSource
  readonly annotations: AnnotationsSource
  readonly decide: (input: Case) => Verdict
}

/** What was sent cannot be read; the message says where and why. HTTP has a status for it. */
class DryRunFault extends Error {
  override readonly name = 'DryRunFault'
  readonly statusCode = 400
}

/** One object of what was sent. */
interface Input {
  readonly object: unknown
  /** The request that brought it, if an AdmissionReview did. */
  readonly request?: AdmissionRequest
  /** It as it was written: numbers keep their digits there. */
  readonly tree: YamlTree
}

/** Where objects go that name no namespace, as for kubectl. */
const DEFAULT_NAMESPACE = 'default'

/**
 * Says what would be done to manifests, YAML or JSON, or to the object of an AdmissionReview: JSON text of the
 * explanation (I3), with the object as it would become beside it as `result`. One object gets one, several get a list.
 * @throws {DryRunFault} where that is not what was sent
 * @throws {ReviewFault} where what was sent is a review that lacks something
 */
export async function dryRun(parts: DryRunParts, body: Uint8Array): Promise<string> {
  const manifests = readManifests(decode(body))
  const inputs = manifests.map(toInput)
  const namespaces = findNamespaces(inputs.map(({ object }) => object))
  const answers = await Promise.all(inputs.map(async (input) => answer(parts, input, namespaces)))

  const isAlone = answers.length === 1 && manifests[0]?.item === ''
  return isAlone ? `${answers.join('')}\n` : printList(answers)
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    throw new DryRunFault('expected text in UTF-8, but came other bytes', { cause })
  }
}

function readManifests(text: string): readonly Manifest[] {
  const { manifests, faults } = parseManifests(text)
  if (faults.length > 0) throw new DryRunFault(faults.map(explainFault).join('\n'))
  if (manifests.length === 0) throw new DryRunFault('expected at least one Kubernetes object, but there is none')
  return manifests
}

function explainFault({ line, column, message }: Remark): string {
  return `line ${line}, column ${column}: ${message}`
}

function toInput({ object, text }: Manifest): Input {
  const tree = parseYaml(text)
  if (!isReview(object)) return { object, tree }

  const request = parseReview(object)
  tree.root = open(tree, open(tree, tree.root, 'request'), 'object') ?? null
  return { object: request.object, request, tree }
}

async function answer(parts: DryRunParts, input: Input, namespaces: Namespaces): Promise<string> {
  const { object } = input
  const asked = parts.clusterFacts()
  const cluster = standIn(namespaces, asked)
  const annotations = parts.annotations()
  const decide = (): Decided => {
    const request = findFacts(input, namespaces, cluster)
    const known = { settings: parts.settings(), cluster, layAnnotations: annotations.lay }
    return { request, verdict: parts.decide({ object, request, ...known }) }
  }
  return print(input, await decideWhenKnown([asked, annotations], decide))
}

interface Decided {
  readonly request: RequestFacts
  readonly verdict: Verdict
}

/** How an object would reach us. What its Namespace's label says is looked up in the cluster, unless the body has the Namespace. */
function findFacts({ object, request }: Input, namespaces: Namespaces, cluster: ClusterFacts): RequestFacts {
  const facts =
    request === undefined ? factsOfCreation(object, DEFAULT_NAMESPACE, namespaces) : factsOfRequest(request, namespaces)
  const { namespace } = facts
  if (!cluster.connected || namespace === '' || namespaces.has(namespace)) return facts
  const known = cluster.namespace(namespace)
  return typeof known === 'string' ? facts : { ...facts, mode: modeOf({ metadata: { labels: known.labels } }) }
}

/** The cluster, with the Namespaces of the body in place of its own. */
function standIn(namespaces: Namespaces, cluster: ClusterFacts): ClusterFacts {
  return {
    connected: cluster.connected,
    namespace: (name) => {
      return namespaces.has(name) ? toNamespaceFacts(namespaces.get(name)) : cluster.namespace(name)
    },
    presenceOf: (reference) => cluster.presenceOf(reference),
    artifactRepository: (namespace, name, key) => cluster.artifactRepository(namespace, name, key),
    hasDefaultArtifactRepository: (namespace) => cluster.hasDefaultArtifactRepository(namespace),
  }
}

function print({ object, tree }: Input, { request, verdict }: Decided): string {
  const explanation = JSON.stringify(explain(object, request.namespace, verdict), null, STEP)
  return `${explanation.slice(0, -'\n}'.length)},\n${STEP}"result": ${printResult(tree, verdict)}\n}`
}

/** The object as the API server would go on with it; nothing where it would be refused. */
function printResult(tree: YamlTree, { outcome, patch }: Verdict): string {
  if (outcome === 'denied') return 'null'
  const operations = outcome === 'patched' ? (JSON.parse(patch.join('')) as readonly Operation[]) : []
  for (const operation of operations) applyOperation(tree, operation)
  return printJson(tree, tree.root, { line: `\n${STEP}`, step: STEP, space: ' ' })
}

const STEP = '  '

/** No string in JSON text has a line break, so that each one may be indented. */
function printList(answers: readonly string[]): string {
  return `[\n${answers.map((text) => `${STEP}${text.replaceAll('\n', `\n${STEP}`)}`).join(',\n')}\n]\n`
}
