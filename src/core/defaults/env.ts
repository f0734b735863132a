import { findContainerElsewhere } from '../argo/levels.ts'
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
    for (const template of subject.leaves) {
      for (const place of template.containers) offerEnv(subject, template, place, list)
    }
  }
}

function offerEnv(subject: Subject, template: Template, place: Place, list: ListDefault<Variable>): void {
  const elsewhere = findContainerElsewhere(subject, template, 'env')
  const hasEnvFrom =
    ownList(place.value, 'envFrom').length > 0 || findContainerElsewhere(subject, template, 'envFrom') !== undefined
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
