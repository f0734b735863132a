import { RESERVED_VOLUMES } from '../argo/reserved.ts'
import { own, ownList } from '../json.ts'
import type { Harm } from '../merge.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import { joinItems, yieldDefault } from './default.ts'
import type { DefaultVolume } from './default-volumes.ts'
import { buildVolumes } from './default-volumes.ts'
import { findNamespacedHarm } from './env.ts'
import { isInForce, offerItems } from './items.ts'

/** Volumes that live as long as the Workflow: claims of the spec, which Argo deletes when it has completed. */
export const claims: Concern = (settings) => {
  const list = joinItems(buildVolumes(settings).claims)
  if (list === undefined) return () => {}
  const claimGC = yieldDefault(settings, ['volumeMounts'], { strategy: 'OnWorkflowCompletion' })

  return (subject) => {
    // What nothing mounts would be storage that nobody uses.
    if (!subject.leaves.some(({ type }) => type === 'container' || type === 'script')) return
    const place = subject.spec
    const { ruling, value } = offerItems(subject, {
      place,
      field: 'volumeClaimTemplates',
      list,
      findHarm: (claim) => findClaimHarm(subject, claim),
    })
    if (ruling?.decision === 'injected') subject.givenClaims = value?.value
    // Where the claims are the user's, the data in them is too (D11).
    if (isInForce(ruling)) {
      subject.offer({ place, field: 'volumeClaimGC', value: claimGC })
    }
  }
}

function findClaimHarm(subject: Subject, { name }: DefaultVolume): Harm | undefined {
  const isTaken =
    RESERVED_VOLUMES.includes(name) ||
    ownList(subject.spec.value, 'volumes').some((volume) => own(volume, 'name') === name)
  return isTaken ? { reason: 'name-taken', detail: name } : findNamespacedHarm(subject, `the claim ${name}`)
}
