/** A request to an API server. */
export interface ApiRequest {
  /** `GET` unless it says otherwise. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** From `/api` on, encoded, with its query. */
  readonly path: string
  /** What to send as JSON. */
  readonly body?: unknown
  /** What the body is, if it is not plain JSON. */
  readonly contentType?: string
  readonly signal: AbortSignal
}
