import type { Composer } from 'yaml'
import { expectPresent } from './expect-present.ts'

/** The part of the composer that is not in its types, and that the tests keep an eye on. */
interface Inside {
  onError: (source: unknown, code: unknown, message: string, isWarning?: boolean) => void
  readonly errors: readonly Error[]
}

/**
 * Has a composer throw the first error that it meets, and make no warnings: it collects all of them otherwise, each with a stack trace,
 * and a text of nothing but anchors has an error every three characters. Nobody is told of more than the first.
 */
export function stopAtFirstError(composer: Composer): void {
  const inside = composer as unknown as Inside
  const { onError } = inside
  inside.onError = (source, code, message, isWarning) => {
    if (isWarning === true) return
    onError(source, code, message)
    throw expectPresent(inside.errors[0])
  }
}
