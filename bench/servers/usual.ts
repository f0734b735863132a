import jsonPatch from 'fast-json-patch'
import { addDefaults } from './add-defaults.ts'
import { answerReviews } from './answer-reviews.ts'

/** The usual way to write a mutating webhook in JavaScript: clone the object, mutate the clone, and compare the two. */
answerReviews(({ request }, response) => {
  const { uid, object } = request
  const mutated = structuredClone(object)
  addDefaults(mutated)
  const patch = Buffer.from(JSON.stringify(jsonPatch.compare(object, mutated))).toString('base64')
  const answer = {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid, allowed: true, patchType: 'JSONPatch', patch },
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(answer))
})
