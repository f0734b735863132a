import type { Json } from '../json.ts'
import { own } from '../json.ts'
import type { Harm } from '../merge.ts'
import { isSet } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { SettingName, Settings } from '../settings/schema.ts'
import type { Subject } from '../subject.ts'
import type { Batch } from './batch.ts'
import { createBatch } from './batch.ts'
import type { Concern } from './concern.ts'
import type { Default } from './default.ts'
import { createPlainDefault, yieldDefault, yieldMap } from './default.ts'

/** Labels by their names. */
type Labels = Readonly<Record<string, Default>>

/**
 * The labels of Pods, of the object, and of the Workflows that come of a template (R8). On Pods `extraPodLabels` win over the
 * `panfactum.com/` ones, on Workflows `extraWorkflowLabels` do; `extraLabels` win over neither.
 */
export const labels: Concern = (settings) => {
  const ofObject = toLabelSet(settings, {})
  const ofPods = toLabelSet(settings, yieldMap(settings, 'extraPodLabels'))
  const ofWorkflows = toLabelSet(settings, yieldMap(settings, 'extraWorkflowLabels'))

  return (subject) => {
    const { kind, metadata, spec, workload } = subject
    const ours = createPlainDefault('labelsEnabled', settings.sources.labelsEnabled, workload ?? '')
    offerLabels(subject, spec.field('podMetadata').field('labels'), ofPods, ours, NO_MAPS)
    if (kind === 'Workflow') {
      offerLabels(subject, metadata.field('labels'), ofWorkflows, ours, WORKFLOW_MAPS)
    } else {
      offerLabels(subject, metadata.field('labels'), ofObject, ours, NO_MAPS)
      offerLabels(subject, spec.field('workflowMetadata').field('labels'), ofWorkflows, ours, TEMPLATE_MAPS)
    }
  }
}

/** Labels that go to one place. */
interface LabelSet {
  /** Whether the workload's label is among them, whose value depends on the object. */
  readonly hasWorkload: boolean
  readonly fixed: Batch | undefined
}

const WORKLOAD = 'panfactum.com/workload'

/** The labels that go everywhere, and those of one place over them. */
function toLabelSet(settings: ResolvedSettings, over: Labels): LabelSet {
  const { [WORKLOAD]: workload, ...fixed }: Labels = {
    ...yieldMap(settings, 'extraLabels'),
    ...yieldPanfactumLabels(settings),
    ...over,
  }
  const hasWorkload = settings.values.labelsEnabled === true && over[WORKLOAD] === undefined
  const all = hasWorkload || workload === undefined ? fixed : { ...fixed, [WORKLOAD]: workload }
  return { hasWorkload, fixed: createBatch(Object.entries(all), true) }
}

/** The maps of `spec.workflowMetadata` that Argo writes over the labels of a place (H16.6). */
type Maps = readonly ('labels' | 'labelsFrom')[]

const NO_MAPS: Maps = []
const WORKFLOW_MAPS: Maps = ['labels', 'labelsFrom']
const TEMPLATE_MAPS: Maps = ['labelsFrom']

function offerLabels(
  subject: Subject,
  place: Place,
  { hasWorkload, fixed }: LabelSet,
  workload: Default,
  maps: Maps,
): void {
  const metadata = maps.length === 0 ? undefined : own(subject.spec.value, 'workflowMetadata')
  const offer = (field: string, value: Default, harm?: Harm): void => {
    const elsewhere = metadata === undefined ? undefined : findInMaps(metadata, field, maps)
    subject.offer({ place, field, value, isEntry: true, elsewhere, harm })
  }

  if (hasWorkload) offer(WORKLOAD, workload, subject.workload === undefined ? NAMELESS : undefined)
  if (metadata === undefined) subject.offerAll(place, fixed)
  else for (const [field, value] of fixed?.fields ?? []) offer(field, value)
}

const NAMELESS: Harm = { reason: 'no-workload-name', detail: '' }

/** Which of these maps of `spec.workflowMetadata` gives the Workflow the label, whatever its own metadata says (H16.6). */
function findInMaps(workflowMetadata: Json, field: string, maps: Maps): string | undefined {
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
  return Object.fromEntries(flags.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
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
