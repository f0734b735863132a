import { findMakerOfWorkflows, isMadeByWorkflow } from '../argo/nested-workflows.ts'
import { takesMutex, takesSemaphore } from '../argo/locks.ts'
import type { Json } from '../json.ts'
import type { Harm } from '../merge.ts'
import { findReferenceHarm } from '../references.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import { createPlainDefault } from './default.ts'

/** The ConfigMap in which a namespace keeps the limits of its semaphores, one key a workload (R10). */
const SEMAPHORES = 'workflow-parallelism'

/** How many Workflows of one workload run at once: a mutex for one, a semaphore for more (D10). */
export const synchronization: Concern = (settings) => {
  const limit = settings.values.workflowParallelism
  const source = settings.sources.workflowParallelism
  if (limit === null) return () => {}

  return (subject) => {
    const { spec: place, workload } = subject
    const build = limit === 1 ? buildMutex : buildSemaphore
    const findHarm = limit === 1 ? findMutexHarm : findSemaphoreHarm
    subject.offer({
      place,
      field: 'synchronization',
      value: createPlainDefault('workflowParallelism', source, build(workload ?? '')),
      harm: workload === undefined ? NAMELESS : (findDeadlock(subject) ?? findHarm(subject, workload)),
    })
  }
}

/** A lock is named after what all runs of one job share. */
const NAMELESS: Harm = { reason: 'no-workload-name', detail: '' }

function buildMutex(workload: string): Json {
  return { mutexes: [{ name: workload }] }
}

function buildSemaphore(workload: string): Json {
  return { semaphores: [{ configMapKeyRef: { name: SEMAPHORES, key: workload } }] }
}

/** A Workflow that waits for another one may wait for one that waits for its lock (H9.4). */
function findDeadlock(subject: Subject): Harm | undefined {
  if (isMadeByWorkflow(subject.object)) return { reason: 'child-of-workflow', detail: '' }
  const maker = findMakerOfWorkflows(subject.templates)
  return maker && { reason: 'makes-workflows', detail: maker.place.key }
}

function findMutexHarm(subject: Subject, workload: string): Harm | undefined {
  return takesMutex(subject, workload) ? { reason: 'same-lock', detail: workload } : undefined
}

function findSemaphoreHarm(subject: Subject, workload: string): Harm | undefined {
  if (takesSemaphore(subject, SEMAPHORES, workload)) return { reason: 'same-lock', detail: workload }
  return findReferenceHarm(subject, {
    kind: 'ConfigMap',
    namespace: subject.namespace,
    name: SEMAPHORES,
    key: workload,
  })
}
