import type { Levels } from '../../src/core/argo/levels.ts'
import { callersByName } from '../../src/core/argo/levels.ts'
import type { Template } from '../../src/core/argo/templates.ts'
import { walkTemplates } from '../../src/core/argo/templates.ts'
import type { Json } from '../../src/core/json.ts'
import { own } from '../../src/core/json.ts'
import { Place } from '../../src/core/patch/place.ts'

/** The parts of a spec that the code about Argo looks at. */
export interface SpecParts extends Levels {
  /** The template with that name; inline ones have none, unless the test gives them one. */
  readonly template: (name: string) => Template
}

/** Takes a spec apart. */
export function partsOf(value: Json): SpecParts {
  const spec = Place.root({ spec: value }).field('spec', '')
  const templates = walkTemplates(spec)
  return {
    spec,
    templateDefaults: own(value, 'templateDefaults'),
    templates,
    callers: callersByName(templates),
    template(name) {
      const found = templates.find((template) => template.name === name)
      if (found === undefined) throw new Error(`the test has no template ${name}`)
      return found
    },
  }
}
