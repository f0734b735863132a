import { own, ownPath } from '../json.ts'
import type { Harm } from '../merge.ts'
import { isSet } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { SettingName, Settings } from '../settings/schema.ts'
import type { Subject } from '../subject.ts'
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
  const ofPods: Labels = { ...common, ...yieldMap(settings, 'extraPodLabels') }
  const ofWorkflows: Labels = { ...common, ...yieldMap(settings, 'extraWorkflowLabels') }

  return (subject) => {
    const { kind, metadata, spec, workload } = subject
    const value = createDefault('labelsEnabled', settings.sources.labelsEnabled, workload ?? '')
    const harm: Harm | undefined = workload === undefined ? { reason: 'no-workload-name', detail: '' } : undefined

    const offer = (place: Place, all: Labels, maps: readonly string[] = []): void => {
      for (const [field, fixed] of Object.entries(all)) {
        const elsewhere = findInWorkflowMetadata(subject, field, maps)
        subject.offer({
          place,
          field,
          label: `[${field}]`,
          elsewhere,
          ...(fixed === undefined ? { value, harm } : { value: fixed }),
        })
      }
    }

    offer(spec.field('podMetadata').field('labels'), ofPods)
    if (kind === 'Workflow') {
      offer(metadata.field('labels'), ofWorkflows, ['labels', 'labelsFrom'])
    } else {
      offer(metadata.field('labels'), common)
      offer(spec.field('workflowMetadata').field('labels'), ofWorkflows, ['labelsFrom'])
    }
  }
}

/** Which of these maps of `spec.workflowMetadata` gives the Workflow the label, whatever its own metadata says (H16.6). */
function findInWorkflowMetadata({ spec }: Subject, field: string, maps: readonly string[]): string | undefined {
  const map = maps.find((name) => isSet(field, own(ownPath(spec.value, 'workflowMetadata', name), field)))
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
