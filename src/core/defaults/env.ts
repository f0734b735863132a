import { lookOutsideContainers } from '../argo/levels.ts'
import type { Template } from '../argo/templates.ts'
import { own, ownList } from '../json.ts'
import type { Harm } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { SettingName } from '../settings/schema.ts'
import { findSpreads } from '../spread.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import type { ListDefault, ListItem } from './default.ts'
import { createDefault, joinItems } from './default.ts'
import { offerItems } from './items.ts'

/** An environment variable. */
interface Variable extends ListItem {
  /** The ConfigMap or Secret that it comes from. */
  readonly reference: string | undefined
}

/** The environment variables of each container. */
export const env: Concern = (settings) => {
  const list = joinItems([...fromSecrets(settings), ...fromConfigMaps(settings), ...fromValues(settings)])
  if (list === undefined) return () => {}

  return (subject) => {
    const findElsewhere = lookOutsideContainers(subject, 'env')
    const findEnvFrom = lookOutsideContainers(subject, 'envFrom')
    return (template) => {
      const elsewhere = findElsewhere(template)
      const hasEnvFrom = findEnvFrom(template) !== undefined
      for (const place of template.containers) offerEnv(subject, { place, template, list, elsewhere, hasEnvFrom })
    }
  }
}

/** The variables on their way to one container. */
interface EnvProposal {
  readonly place: Place
  readonly template: Template
  readonly list: ListDefault<Variable>
  readonly elsewhere: string | undefined
  /** Whether the container gets an `envFrom` from elsewhere. */
  readonly hasEnvFrom: boolean
}

function offerEnv(subject: Subject, proposal: EnvProposal): void {
  const { place, template, list, elsewhere } = proposal
  const hasEnvFrom = proposal.hasEnvFrom || ownList(place.value, 'envFrom').length > 0
  // Who spreads the defaults into a list wants them there, whatever envFrom holds.
  if (hasEnvFrom && findSpreads('env', own(place.value, 'env')).length === 0) {
    // A variable of env wins over the same one of envFrom (H7.5), of which nobody here knows what it holds.
    subject.offer({ place, field: 'env', value: list.whole, elsewhere, harm: { reason: 'env-from', detail: '' } })
    return
  }
  offerItems(subject, {
    place,
    field: 'env',
    list,
    template,
    elsewhere,
    findHarm: ({ reference }) => findNamespacedHarm(subject, reference),
  })
}

/** Why something that lies in a namespace does harm to an object that lies in none (R10, H2.5). */
export function findNamespacedHarm(subject: Subject, reference: string | undefined): Harm | undefined {
  if (reference === undefined || subject.kind !== 'ClusterWorkflowTemplate') return undefined
  return { reason: 'namespaced-reference', detail: reference }
}

function fromSecrets(settings: ResolvedSettings): readonly Variable[] {
  const variables = Object.entries(settings.values.commonEnvFromSecrets ?? {})
  return variables.map(([name, { secretName, key }]) => {
    const valueFrom = { secretKeyRef: { name: secretName, key, optional: false } }
    return toVariable(settings, 'commonEnvFromSecrets', { name, valueFrom }, `the Secret ${secretName}`)
  })
}

function fromConfigMaps(settings: ResolvedSettings): readonly Variable[] {
  const variables = Object.entries(settings.values.commonEnvFromConfigMaps ?? {})
  return variables.map(([name, { configMapName, key }]) => {
    const valueFrom = { configMapKeyRef: { name: configMapName, key, optional: false } }
    return toVariable(settings, 'commonEnvFromConfigMaps', { name, valueFrom }, `the ConfigMap ${configMapName}`)
  })
}

function fromValues(settings: ResolvedSettings): readonly Variable[] {
  return Object.entries(settings.values.commonEnv ?? {}).map(([name, value]) =>
    toVariable(settings, 'commonEnv', { name, value }),
  )
}

interface VariableFields {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: object
}

function toVariable(
  settings: ResolvedSettings,
  setting: SettingName,
  value: VariableFields,
  reference?: string,
): Variable {
  return { ...createDefault(setting, settings.sources[setting], value), name: value.name, reference }
}
