import type { ResolvedSettings } from '../settings/resolve.ts'
import type { Subject } from '../subject.ts'

/**
 * One concern of the defaults. It makes its values once per settings, and then only proposes them, object by object:
 * whether the user set a key is not its business.
 */
export type Concern = (settings: ResolvedSettings) => Propose

/** Proposes what a concern has to say of one object. */
export type Propose = (subject: Subject) => void
