import type { Json } from '../json.ts'
import { own } from '../json.ts'
import type { Harm } from '../merge.ts'
import { isSet } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { SettingName, Settings } from '../settings/schema.ts'
import type { Concern } from './concern.ts'
import type { Default } from './default.ts'
import { createDefault, yieldDefault, yieldMap } from './default.ts'

/** Labels by their names. The workload's has no value yet: it depends on the object. */
type Labels = Readonly<Record<string, Default | undefined>>

/**
 * The labels of Pods, of the object, and of the Workflows that come of a template (R8). On Pods `extraPodLabels` win over the
 * `panfactum.com/` ones, on Workflows `extraWorkflowLabels` do; `extraLabels` win over neither.
 */
export const labels: Concern = (settings) => {
  const common: Labels = { ...yieldMap(settings, 'extraLabels'), ...yieldPanfactumLabels(settings) }
  const ofObject = Object.entries(common)
  const ofPods = Object.entries({ ...common, ...yieldMap(settings, 'extraPodLabels') })
  const ofWorkflows = Object.entries({ ...common, ...yieldMap(settings, 'extraWorkflowLabels') })

  return (subject) => {
    const workload = createDefault('labelsEnabled', settings.sources.labelsEnabled, subject.workload ?? '')
    const offer = (place: Place, all: typeof ofPods, maps: readonly string[]): void => {
      const metadata = maps.length === 0 ? undefined : own(subject.spec.value, 'workflowMetadata')
      for (const [field, fixed] of all) {
        const harm = fixed === undefined && subject.workload === undefined ? NAMELESS : undefined
        const elsewhere = metadata === undefined ? undefined : findInMaps(metadata, field, maps)
        subject.offer({ place, field, value: fixed ?? workload, isEntry: true, template: undefined, elsewhere, harm })
      }
    }

    const { kind, metadata, spec } = subject
    offer(spec.field('podMetadata').field('labels'), ofPods, [])
    if (kind === 'Workflow') {
      offer(metadata.field('labels'), ofWorkflows, ['labels', 'labelsFrom'])
    } else {
      offer(metadata.field('labels'), ofObject, [])
      offer(spec.field('workflowMetadata').field('labels'), ofWorkflows, ['labelsFrom'])
    }
  }
}

const NAMELESS: Harm = { reason: 'no-workload-name', detail: '' }

/** Which of these maps of `spec.workflowMetadata` gives the Workflow the label, whatever its own metadata says (H16.6). */
function findInMaps(workflowMetadata: Json, field: string, maps: readonly string[]): string | undefined {
  const map = maps.find((name) => isSet(field, own(own(workflowMetadata, name), field)))
  return map === undefined ? undefined : `workflowMetadata.${map}[${field}]`
}

function yieldPanfactumLabels(settings: ResolvedSettings): Labels {
  const { values } = settings
  if (values.labelsEnabled !== true) return {}

  const flags = PANFACTUM_LABELS.map(([name, read, ...names]) => {
    const flag = read(values)
    return [`panfactum.com/${name}`, yieldDefault(settings, names, flag === null ? null : String(flag))] as const
  })
  return {
    'panfactum.com/workload': undefined,
    ...Object.fromEntries(flags.filter(([, value]) => value !== undefined)),
  }
}

type PanfactumLabel = readonly [
  name: string,
  read: (values: Settings) => boolean | null,
  ...names: readonly SettingName[],
]

const PANFACTUM_LABELS: readonly PanfactumLabel[] = [
  ['prevent-lifetime-eviction', () => true, 'labelsEnabled'],
  ['scheduler-enabled', (values) => values.panfactumSchedulerEnabled, 'panfactumSchedulerEnabled'],
  ['pull-through-cache-enabled', (values) => values.pullThroughCacheEnabled, 'pullThroughCacheEnabled'],
  [
    'arm64-enabled',
    (values) => values.controllerNodeRequired || values.armNodesEnabled,
    'armNodesEnabled',
    'controllerNodeRequired',
  ],
  [
    'burstable-enabled',
    (values) => values.controllerNodeRequired || values.burstableNodesEnabled,
    'burstableNodesEnabled',
    'controllerNodeRequired',
  ],
  ['spot-enabled', (values) => values.spotNodesEnabled, 'spotNodesEnabled'],
  ['controller-enabled', (values) => values.controllerNodeRequired, 'controllerNodeRequired'],
]
