import type { Answer } from '../../../src/core/admission/answer.ts'

/** A Workflow that gets defaults. */
export const WORKFLOW = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  metadata: { generateName: 'hello-', namespace: 'demo' },
  spec: { entrypoint: 'main', templates: [{ name: 'main', container: { name: '', image: 'busybox:1' } }] },
}

/** What an API server would send for an object. */
export function reviewOf(object: unknown, request: object = {}): string {
  const about = { uid: '705ab4f5-6393-11e8-b7cc-42010a800002', operation: 'CREATE', namespace: 'demo' }
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { ...about, object, oldObject: null, ...request },
  })
}

/** The response in an answer of which no patch is large. */
export function responseOf(answer: Answer): Readonly<Record<string, unknown>> {
  if (typeof answer !== 'string') throw new Error('expected an answer without a large patch')
  const { response } = JSON.parse(answer) as { readonly response: Readonly<Record<string, unknown>> }
  return response
}

/** The operations of a response's patch. */
export function patchOf(response: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  return JSON.parse(Buffer.from(String(response['patch']), 'base64').toString()) as readonly Readonly<
    Record<string, unknown>
  >[]
}
