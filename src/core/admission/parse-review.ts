import type { JsonObject } from '../json.ts'
import { isObject, own, ownText } from '../json.ts'
import { describe } from '../settings/fault.ts'
import type { AdmissionRequest } from './admission-review.ts'
import { REVIEW_API_VERSION } from './admission-review.ts'

/** Says in which way a body is no AdmissionReview: where, what was expected there, and what came. */
export class ReviewFault extends Error {
  override readonly name = 'ReviewFault'
}

/** The operations that bring no new object. */
const WITHOUT_OBJECT: ReadonlySet<string> = new Set(['DELETE', 'CONNECT'])

/**
 * Reads the request out of an AdmissionReview (`admission.k8s.io/v1`) that `JSON.parse` made.
 * @throws {ReviewFault} where it is none
 */
export function parseReview(body: unknown): AdmissionRequest {
  const review = expectObject(body, 'body')
  expectText(review, 'apiVersion', REVIEW_API_VERSION)
  expectText(review, 'kind', 'AdmissionReview')

  const request = expectObject(own(review, 'request'), 'request')
  const uid = expectFilled(request, 'uid')
  const operation = expectFilled(request, 'operation')
  const object = own(request, 'object')
  if (!WITHOUT_OBJECT.has(operation)) expectObject(object, 'request.object')

  return {
    uid,
    operation,
    kind: ownText(own(request, 'kind'), 'kind') ?? ownText(object, 'kind') ?? '',
    namespace: optionalText(request, 'namespace') ?? '',
    name: optionalText(request, 'name') ?? ownText(own(object, 'metadata'), 'generateName') ?? '',
    subResource: optionalText(request, 'subResource'),
    object: object ?? null,
    oldObject: own(request, 'oldObject') ?? null,
  }
}

/** Whether a value says of itself that it is an AdmissionReview, of whatever version. */
export function isReview(value: unknown): boolean {
  return (
    own(value, 'kind') === 'AdmissionReview' && ownText(value, 'apiVersion')?.startsWith('admission.k8s.io/') === true
  )
}

function expectObject(value: unknown, place: string): JsonObject {
  return isObject(value) ? value : refuse(place, 'an object', value)
}

function expectText(review: JsonObject, field: string, expected: string): void {
  const value = own(review, field)
  if (value !== expected) refuse(field, expected, value)
}

function expectFilled(request: JsonObject, field: string): string {
  return ownText(request, field) ?? refuse(`request.${field}`, 'a string that is not empty', own(request, field))
}

/** The API server leaves out what is empty; a person's client may send `null`. */
function optionalText(request: JsonObject, field: string): string | undefined {
  const value = own(request, field) ?? undefined
  if (value === undefined || typeof value === 'string') return value === '' ? undefined : value
  return refuse(`request.${field}`, 'a string', value)
}

function refuse(place: string, expected: string, value: unknown): never {
  throw new ReviewFault(
    `${place}: expected ${expected}, but ${value === undefined ? 'it is missing' : `came ${describe(value)}`}`,
  )
}
