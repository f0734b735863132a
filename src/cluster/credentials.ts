import type { OutgoingHttpHeaders } from 'node:http'
import type { RequestOptions } from 'node:https'

/** What a request needs to be believed, and to believe the answer. */
export interface ReadCredentials extends Omit<RequestOptions, 'headers'> {
  readonly headers?: OutgoingHttpHeaders
}

/** Where an API server is, and as whom to speak to it. */
export interface Credentials {
  /** As a URL. */
  readonly server: string
  /** The namespace of this Pod, or the one that the kubeconfig's context names. */
  readonly namespace: string
  /** To be asked for anew for each request, as tokens expire. */
  readonly read: () => Promise<ReadCredentials>
}
