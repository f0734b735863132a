/**
 * The wire types of `admission.k8s.io/v1`: what of an AdmissionReview wf-defaults reads and writes.
 * Source: k8s.io/api/admission/v1/types.go.
 */

/** The one version of AdmissionReview that there is to speak. */
export const REVIEW_API_VERSION = 'admission.k8s.io/v1'

/** What the API server asks. */
export interface AdmissionRequest {
  /** Names this request, and comes back in the answer. */
  readonly uid: string
  /** The object's kind, without its group. */
  readonly kind: string
  /** `CREATE`, `UPDATE`, `DELETE` or `CONNECT`. */
  readonly operation: string
  /** Empty for an object that is in no namespace. */
  readonly namespace: string
  /** Empty where the API server is yet to make the name from `generateName`. */
  readonly name: string
  readonly subResource?: string | undefined
  /** `null` for operations that bring no object. */
  readonly object: unknown
  /** The object before an UPDATE or a DELETE, else `null`. */
  readonly oldObject: unknown
}

/** What the API server gets back. */
export interface AdmissionResponse {
  readonly uid: string
  readonly allowed: boolean
  readonly status?: {
    readonly status: 'Failure'
    readonly reason: string
    readonly code: number
    readonly message: string
  }
  readonly patchType?: 'JSONPatch'
  /** The JSON Patch in base64. */
  readonly patch?: string
  readonly warnings?: readonly string[]
  readonly auditAnnotations?: Readonly<Record<string, string>>
}
