import type { Template } from '../argo/templates.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { Subject } from '../subject.ts'
import type { Default } from './default.ts'

/**
 * One concern of the defaults. It makes its values once per settings, and then only proposes them, object by object:
 * whether the user set a key is not its business.
 */
export type Concern = (settings: ResolvedSettings) => Propose | SpecFields

/** Defaults for fields of the spec that nothing speaks against but what the user set there; `undefined` where there is none. */
export type SpecFields = readonly (readonly [field: string, value: Default | undefined])[]

/** Proposes what a concern has to say of one object, and may give what it has to say of each leaf. */
export type Propose = (subject: Subject) => ProposeToLeaf | void

/** Proposes what a concern has to say of one leaf. */
export type ProposeToLeaf = (leaf: Template) => void
