import { applyPatch } from 'rfc6902'
import type { Json, JsonObject } from '../../../src/core/json.ts'
import { toAnnotations } from '../../helpers/setting-layers.ts'
import { copy } from '../../helpers/strict-patch.ts'
import type { Manifest } from '../support/manifests.ts'
import { buildManifest, HELLO, LABEL } from '../support/manifests.ts'
import type { Additions, Trap } from './traps.ts'

/** As a user wrote it, as defaults without the rule have it, and as it is sent to wf-defaults. */
export const VARIANTS = ['bare', 'naive', 'defaulted'] as const
export type Variant = (typeof VARIANTS)[number]

/** A Workflow, and the template that it refers to, if any. */
export interface TrapSet {
  readonly library: readonly Manifest[]
  readonly workflow: Manifest
}

/** Builds what is sent, by the name that tells the traps apart. */
export function setTrap(trap: Trap, name: string, variant: Variant): TrapSet {
  const library = `${name}-${variant}`
  const write = (kind: string, metadata: Manifest['metadata'], spec: object, naive: Additions = {}): Manifest => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind,
    metadata: { annotations: toAnnotations(trap.settings), ...metadata },
    spec: refer(variant === 'naive' ? add(spec, naive) : copy(spec), library),
  })
  const { libraryKind = 'WorkflowTemplate', labels = {} } = trap
  // No label of a Namespace reaches a template of the whole cluster.
  const optIn = { [LABEL]: variant === 'defaulted' ? 'enabled' : 'disabled' }
  return {
    library: trap.library
      ? [write(libraryKind, { name: library, labels: optIn }, trap.library, trap.naiveLibrary)]
      : [],
    workflow: write('Workflow', { name, labels }, trap.spec, trap.naive),
  }
}

/** Builds a plain Workflow whose author asks for these settings. */
export function setRefused(settings: NonNullable<Trap['refused']>): Manifest {
  return buildManifest('Workflow', HELLO, { annotations: toAnnotations(settings) })
}

function refer(spec: Json, library: string): JsonObject {
  return JSON.parse(JSON.stringify(spec).replaceAll('"LIBRARY"', JSON.stringify(library))) as JsonObject
}

/** @throws {Error} where there is no such place */
function add(spec: object, naive: Additions): Json {
  const object = copy(spec)
  const operations = Object.entries(naive).map(([path, value]) => ({ op: 'add', path, value: copy(value) }))
  const faults = applyPatch(object, operations as never).filter((fault) => fault !== null)
  if (faults.length > 0) throw new Error(`the additions have no place: ${faults.join(', ')}`)
  return object
}
