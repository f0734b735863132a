import type { Artifact, OutputParameter, Template } from './argo-template.ts'

/** Outputs as a WorkflowTaskResult has them. */
export interface Outputs {
  readonly parameters?: readonly object[]
  readonly artifacts?: readonly object[]
  readonly result?: string
}

// A number, so that what counts or compares it goes on.
const MADE_UP = '1'

// Where an artifact may be kept: a section of one of these names.
const LOCATIONS = ['s3', 'gcs', 'oss', 'azure', 'artifactory', 'hdfs', 'http', 'git', 'raw', 'plugin']

/** Makes up the outputs that a template declares. `result` is what its Pod printed, where that counts. */
export function makeOutputs(template: Template, result: string | undefined): Outputs {
  const { parameters = [], artifacts = [] } = template.outputs ?? {}
  return {
    ...(parameters.length > 0 && { parameters: parameters.map(fillParameter) }),
    ...(artifacts.length > 0 && { artifacts: artifacts.map((artifact) => placeArtifact(artifact, template)) }),
    ...(result !== undefined && { result }),
  }
}

/** What a Pod prints when nobody said: a data template prints the list of what it found. */
export function makeResult(template: Template): string {
  return template.data === undefined ? MADE_UP : '[]'
}

function fillParameter({ valueFrom, ...parameter }: OutputParameter): object {
  return { ...parameter, value: valueFrom?.default ?? MADE_UP }
}

/** Kept where the template says, else in the Workflow's artifact repository under a key of its own, else in the object itself. */
function placeArtifact(artifact: Artifact, { archiveLocation = {} }: Template): object {
  if (LOCATIONS.some((location) => artifact[location] !== undefined)) return artifact
  const repository = Object.entries(archiveLocation).find(([location]) => LOCATIONS.includes(location))
  if (repository === undefined) return { ...artifact, raw: { data: MADE_UP } }
  const [location, { key = '' }] = repository as [string, { key?: string }]
  return { ...artifact, [location]: { key: `${key}/${artifact.name}.tgz` } }
}
