import t from 'tap'
import { isReview, parseReview, ReviewFault } from '../../../src/core/admission/parse-review.ts'

const OBJECT = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata: { generateName: 'hello-' } }
const REQUEST = { uid: 'u-1', operation: 'CREATE', namespace: 'demo', object: OBJECT, oldObject: null }

function reviewOf(request: unknown, review: object = {}): unknown {
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request, ...review }
}

t.test('reads what an API server sends', async (t) => {
  const sent = {
    ...REQUEST,
    kind: { group: 'argoproj.io', version: 'v1alpha1', kind: 'Workflow' },
    resource: { group: 'argoproj.io', version: 'v1alpha1', resource: 'workflows' },
    operation: 'UPDATE',
    name: 'hello-x7k2p',
    subResource: 'status',
    oldObject: { spec: {} },
    userInfo: { username: 'admin' },
    dryRun: false,
  }

  t.strictSame(parseReview(reviewOf(sent)), {
    uid: 'u-1',
    kind: 'Workflow',
    operation: 'UPDATE',
    namespace: 'demo',
    name: 'hello-x7k2p',
    subResource: 'status',
    object: OBJECT,
    oldObject: { spec: {} },
  })
})

t.test('reads what an API server leaves out', async (t) => {
  const { uid, operation, object } = REQUEST

  const request = parseReview(reviewOf({ uid, operation, object, name: '', subResource: null }))

  t.equal(request.kind, 'Workflow', 'the kind is the object’s')
  t.equal(request.namespace, '', 'no namespace is the empty one')
  t.equal(request.name, 'hello-', 'the name is the one that is yet to be generated')
  t.equal(request.subResource, undefined)
  t.equal(request.oldObject, null)
})

t.test('names an object without any name and kind by empty ones', async (t) => {
  const { name, kind } = parseReview(reviewOf({ ...REQUEST, object: {} }))

  t.strictSame([name, kind], ['', ''])
})

for (const operation of ['DELETE', 'CONNECT'])
  t.test(`${operation} needs no object`, async (t) => {
    const request = parseReview(reviewOf({ uid: 'u-1', operation, namespace: 'demo', object: null }))

    t.equal(request.object, null)
    t.equal(request.kind, '')
  })

const FAULTS: readonly (readonly [title: string, body: unknown, message: string])[] = [
  ['null', null, 'body: expected an object, but came null'],
  ['a list', [REQUEST], 'body: expected an object, but came a list'],
  ['a number', 3, 'body: expected an object, but came 3'],
  ['an object that is no review', OBJECT, 'apiVersion: expected admission.k8s.io/v1, but came "argoproj.io/v1alpha1"'],
  [
    'an older review',
    reviewOf(REQUEST, { apiVersion: 'admission.k8s.io/v1beta1' }),
    'apiVersion: expected admission.k8s.io/v1, but came "admission.k8s.io/v1beta1"',
  ],
  ['another kind', reviewOf(REQUEST, { kind: 'Review' }), 'kind: expected AdmissionReview, but came "Review"'],
  ['no kind', reviewOf(REQUEST, { kind: undefined }), 'kind: expected AdmissionReview, but it is missing'],
  ['no request', reviewOf(undefined), 'request: expected an object, but it is missing'],
  ['a response instead', reviewOf('allowed'), 'request: expected an object, but came "allowed"'],
  [
    'no uid',
    reviewOf({ ...REQUEST, uid: undefined }),
    'request.uid: expected a string that is not empty, but it is missing',
  ],
  ['an empty uid', reviewOf({ ...REQUEST, uid: '' }), 'request.uid: expected a string that is not empty, but came ""'],
  [
    'a number as the uid',
    reviewOf({ ...REQUEST, uid: 7 }),
    'request.uid: expected a string that is not empty, but came 7',
  ],
  [
    'no operation',
    reviewOf({ ...REQUEST, operation: null }),
    'request.operation: expected a string that is not empty, but came null',
  ],
  ['no object', reviewOf({ ...REQUEST, object: undefined }), 'request.object: expected an object, but it is missing'],
  ['a list as the object', reviewOf({ ...REQUEST, object: [] }), 'request.object: expected an object, but came a list'],
  [
    'a number as the namespace',
    reviewOf({ ...REQUEST, namespace: 1 }),
    'request.namespace: expected a string, but came 1',
  ],
  ['a map as the name', reviewOf({ ...REQUEST, name: {} }), 'request.name: expected a string, but came a map'],
  [
    'a number as the subresource',
    reviewOf({ ...REQUEST, subResource: 1 }),
    'request.subResource: expected a string, but came 1',
  ],
]

for (const [title, body, message] of FAULTS)
  t.test(`refuses ${title}`, async (t) => {
    t.throws(() => parseReview(body), new ReviewFault(message))
  })

t.test('takes the fields of objects that hide their prototype for what they are', async (t) => {
  const body: unknown = JSON.parse('{"__proto__": {"apiVersion": "admission.k8s.io/v1"}, "kind": "AdmissionReview"}')

  t.throws(() => parseReview(body), /apiVersion: expected admission.k8s.io\/v1, but it is missing/u)
})

t.test('tells an AdmissionReview from an object', async (t) => {
  t.equal(isReview(reviewOf(REQUEST)), true)
  t.equal(isReview(reviewOf(REQUEST, { apiVersion: 'admission.k8s.io/v1beta1' })), true, 'one of another version too')
  t.equal(isReview(OBJECT), false)
  t.equal(isReview({ ...OBJECT, kind: 'AdmissionReview' }), false)
})
