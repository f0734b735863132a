import type { Test } from 'tap'
import type { ExplainedDecision } from '../../src/core/explain.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import type { Json, JsonObject } from '../../src/core/json.ts'
import type { Decided } from './decided.ts'
import { decideUnder } from './decided.ts'
import { assertSameJson } from './same-json.ts'
import type { Layer } from './setting-layers.ts'
import { LAYERS, spellLayers } from './setting-layers.ts'
import type { ModuleObject, Template } from './wf-spec.ts'
import { isLeaf } from './wf-spec.ts'

/**
 * Asserts that settings yield the same whichever layer has them (R5), and that each decision names that layer. Every setting may be
 * set in each layer, so that none has to stay behind in the file.
 */
export function assertSameThroughLayers(t: Test, object: ModuleObject, given: JsonObject): void {
  const byFile = decideThrough('file', object, given)

  for (const layer of Object.keys(LAYERS) as readonly Layer[]) {
    const found = decideThrough(layer, object, given)

    assertSameJson(
      t,
      { after: withoutAnnotations(found.after), decisions: pickDecisions(found, byFile), warnings: found.warnings },
      {
        after: isOfAuthor(object, layer) ? withCopies(byFile) : byFile.after,
        decisions: inOrder(byFile.decisions.map((decision) => ofLayer(layer, decision))),
        warnings: byFile.warnings,
      },
      layer,
    )
  }
}

function decideThrough(layer: Layer, object: ModuleObject, given: JsonObject): Decided {
  const { settings, namespace, annotations } = spellLayers({ [layer]: given })
  const hasAnnotations = Object.keys(annotations).length > 0
  const annotated = { ...object, metadata: { ...object.metadata, ...(hasAnnotations && { annotations }) } }
  return decideUnder(settings, annotated, { cluster: { ...ASSUMED_CLUSTER, namespace: () => namespace } })
}

/** Whether the values are the choice of a template's author, so that keys of Pods go to each leaf as well (R6.1). */
function isOfAuthor({ kind }: ModuleObject, layer: Layer): boolean {
  return kind === 'WorkflowTemplate' && (layer === 'object' || layer === 'objectPicked')
}

/** The object with all keys of Pods that the settings of the case yield on each leaf that has none of its own. */
function withCopies({ after, find }: Decided): Json {
  const copied = structuredClone(after) as unknown as ModuleObject
  for (const [inSpec, inTemplate] of POD_FIELDS) {
    const { decision, source, value } = find(inSpec) ?? {}
    if (decision !== 'injected' || source?.layer !== 'file') continue
    for (const leaf of copied.spec.templates.filter(isLeaf)) if (takes(leaf, inTemplate)) leaf[inTemplate] ??= value
  }
  return copied as unknown as Json
}

/** The keys of Pods in the spec, and the fields of a template of the same meaning. */
const POD_FIELDS = [
  ['affinity', 'affinity'],
  ['podPriorityClassName', 'priorityClassName'],
  ['schedulerName', 'schedulerName'],
  ['securityContext', 'securityContext'],
  ['serviceAccountName', 'serviceAccountName'],
  ['tolerations', 'tolerations'],
] as const

/** A resource template has tolerations of its own (R6.4). */
function takes(leaf: Template, field: string): boolean {
  return field !== 'tolerations' || leaf['resource'] === undefined
}

function withoutAnnotations(after: Json): Json {
  const { metadata, ...rest } = after as unknown as ModuleObject
  const { annotations: _, ...others } = metadata
  return { ...rest, metadata: others } as unknown as Json
}

/** What was decided in the places that another has decided about. */
function pickDecisions({ decisions }: Decided, like: Decided): readonly ExplainedDecision[] {
  const paths = new Set(like.decisions.map(({ path }) => path))
  return inOrder(decisions.filter(({ path }) => paths.has(path)))
}

/** By key: what has a say for each leaf is decided about in another order. */
function inOrder(decisions: readonly ExplainedDecision[]): readonly ExplainedDecision[] {
  return decisions.toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

/** The same decision where the layer has what the file had. */
function ofLayer(layer: Layer, decision: ExplainedDecision): ExplainedDecision {
  return decision.source.layer === 'file' ? { ...decision, source: LAYERS[layer] } : decision
}
