import type { FindElsewhere } from '../argo/levels.ts'
import { lookAnywhere, lookOutsideContainers, SECURITY_CONTEXT } from '../argo/levels.ts'
import type { Template } from '../argo/templates.ts'
import type { Harm } from '../merge.ts'
import type { SettingName, Settings } from '../settings/schema.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import type { Default } from './default.ts'
import { yieldDefault } from './default.ts'
import { offerToLinuxPods } from './pod-level.ts'

/** What the processes in Pods may do. */
export const securityContexts: Concern = (settings) => {
  if (settings.values.securityContextEnabled !== true) return () => {}
  const pod = yieldDefault(settings, POD_SETTINGS, buildPodContext(settings.values))
  const container = yieldDefault(settings, CONTAINER_SETTINGS, {
    ...buildIdentity(settings.values),
    ...buildRights(settings.values),
  })
  const rightsOnly = yieldDefault(settings, CONTAINER_SETTINGS, buildRights(settings.values))

  return (subject) => {
    if (pod !== undefined) offerToLinuxPods(subject, SECURITY_CONTEXT, pod)
    const findElsewhere = lookOutsideContainers(subject, 'securityContext')
    // Where the user chose who the pod runs as, the container's default would win over that (R6.6).
    const findPodContext = lookAnywhere(subject, SECURITY_CONTEXT, pod)
    return (template) => {
      const value = findPodContext(template) === undefined ? container : rightsOnly
      offerToContainers(subject, template, value, findElsewhere)
    }
  }
}

function offerToContainers(
  subject: Subject,
  template: Template,
  value: Default | undefined,
  findElsewhere: FindElsewhere,
): void {
  if (template.containers.length === 0) return
  const elsewhere = findElsewhere(template)
  const harm: Harm | undefined = subject.windowsLeaves.has(template)
    ? { reason: 'windows', detail: template.place.key }
    : undefined
  for (const place of template.containers)
    subject.offer({ place, field: 'securityContext', value, isEntry: false, template, elsewhere, harm })
}

function buildPodContext({ runAsRoot, uid }: Settings): object {
  const user = runAsRoot === true ? 0 : (uid ?? undefined)
  return {
    fsGroup: runAsRoot === true ? undefined : user,
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsGroup: user,
    runAsNonRoot: false,
    runAsUser: user,
  }
}

/** Who a container runs as. */
function buildIdentity({ runAsRoot, uid }: Settings): object {
  const user = runAsRoot === true ? 0 : (uid ?? undefined)
  return { runAsGroup: user, runAsNonRoot: runAsRoot === null ? undefined : !runAsRoot, runAsUser: user }
}

/** What a container may do, whoever it runs as. */
function buildRights({ linuxCapabilities, privileged, readOnly, runAsRoot }: Settings): object {
  const add = linuxCapabilities !== null && linuxCapabilities.length > 0 ? linuxCapabilities : undefined
  const drop = privileged === true ? undefined : ['ALL']
  return {
    allowPrivilegeEscalation: runAsRoot === true || privileged === true,
    capabilities: add === undefined && drop === undefined ? undefined : { add, drop },
    privileged: privileged ?? undefined,
    readOnlyRootFilesystem: readOnly ?? undefined,
  }
}

const POD_SETTINGS: readonly SettingName[] = ['securityContextEnabled', 'uid', 'runAsRoot']
const CONTAINER_SETTINGS: readonly SettingName[] = [
  'securityContextEnabled',
  'uid',
  'runAsRoot',
  'privileged',
  'readOnly',
  'linuxCapabilities',
]
