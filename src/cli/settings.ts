import { factsOfCreation, findNamespaces } from '../core/admission/request-facts.ts'
import { kindOf } from '../core/argo/kinds.ts'
import { ASSUMED_CLUSTER } from '../core/facts.ts'
import { own, ownText } from '../core/json.ts'
import { toNamespaceFacts } from '../core/namespace-facts.ts'
import { findSettings } from '../core/settings-in-force.ts'
import type { ResolvedSettings } from '../core/settings/resolve.ts'
import type { Io } from './io.ts'
import { EXIT, say } from './io.ts'
import { loadLayAnnotations } from './load-lay-annotations.ts'
import type { LoadedManifest } from './load-manifests.ts'
import { loadManifests } from './load-manifests.ts'
import { loadSettings } from './load-settings.ts'
import { printFromTfvars } from './print-from-tfvars.ts'
import type { InForceOf, SettingsFormat } from './print-settings.ts'
import { printSettings } from './print-settings.ts'
import { UsageFault } from './usage-fault.ts'

/** The flags of `settings`. */
export interface SettingsOptions {
  readonly filename?: readonly string[]
  readonly recursive?: boolean
  readonly namespace: string
  readonly settings?: string | undefined
  readonly fromTfvars?: string | undefined
  readonly output: SettingsFormat
}

/** Prints the settings in force, each with the layer that it comes from. Returns the exit code. */
export async function showSettings(io: Io, options: SettingsOptions): Promise<number> {
  const { filename = [], fromTfvars } = options
  if (fromTfvars !== undefined) {
    if (filename.length > 0 || options.settings !== undefined)
      throw new UsageFault('expected --from-tfvars by itself, but came -f or --settings beside it')
    return printFromTfvars(io, fromTfvars)
  }

  const settings = await loadSettings(io, options.settings)
  if (settings === undefined) return EXIT.fault
  if (filename.length === 0) {
    io.stdout.write(await printSettings(io, { of: null, settings }, options.output))
    return EXIT.ok
  }
  return showInputs(io, { ...options, filename }, settings)
}

async function showInputs(
  io: Io,
  options: SettingsOptions & { readonly filename: readonly string[] },
  settings: ResolvedSettings,
): Promise<number> {
  const { manifests, isFaulty } = await loadManifests(io, options)
  const found = await findAll(io, manifests, options, settings)
  io.stdout.write(await printSettings(io, found.shown, options.output))
  return isFaulty || found.isFaulty ? EXIT.fault : EXIT.ok
}

interface Found {
  readonly shown: readonly InForceOf[]
  readonly isFaulty: boolean
}

/** The settings of each object of Argo's; where there is none, of each Namespace. */
async function findAll(
  io: Io,
  manifests: readonly LoadedManifest[],
  { namespace: fallback }: SettingsOptions,
  settings: ResolvedSettings,
): Promise<Found> {
  const layAnnotations = await loadLayAnnotations(manifests)
  const namespaces = findNamespaces(manifests.map(({ object }) => object))
  const argo = manifests.filter(({ object }) => kindOf(object) !== undefined)
  const subjects =
    argo.length > 0
      ? argo.map(({ object }) => ({ object, request: factsOfCreation(object, fallback, namespaces) }))
      : [...namespaces.keys()].map((namespace) => ({
          object: null,
          request: { operation: 'CREATE', mode: 'enabled' as const, namespace },
        }))

  let isFaulty = false
  const shown = subjects.map(({ object, request }): InForceOf => {
    const { namespace } = request
    const input = { object, request, settings, cluster: ASSUMED_CLUSTER, layAnnotations }
    const inForce = findSettings(input, toNamespaceFacts(namespaces.get(namespace)))
    const name = object === null ? `Namespace ${namespace}` : nameOf(object, namespace)
    // What is said of a Namespace names it.
    for (const warning of inForce.warnings) say(io, 'warning', object === null ? warning : `${name}: ${warning}`)
    for (const fault of inForce.faults) say(io, 'error', `${name}: ${fault}`)
    isFaulty ||= inForce.faults.length > 0
    return { of: name, settings: inForce.settings }
  })
  return { shown, isFaulty }
}

function nameOf(object: unknown, namespace: string): string {
  const metadata = own(object, 'metadata')
  const name = ownText(metadata, 'name') ?? ownText(metadata, 'generateName') ?? '(without a name)'
  return `${ownText(object, 'kind')} ${namespace === '' ? '' : `${namespace}/`}${name}`
}
