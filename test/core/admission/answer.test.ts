import t from 'tap'
import type { Answer } from '../../../src/core/admission/answer.ts'
import { allowed, answerVerdict, denied, patched } from '../../../src/core/admission/answer.ts'
import type { Verdict } from '../../../src/core/decision.ts'
import { UNCHANGED } from '../../helpers/verdicts.ts'

const SILENT = { warnings: [], auditAnnotations: {} }
const PATCH = '[{"op":"add","path":"/spec/priority","value":1}]'
const VERDICT: Verdict = { ...UNCHANGED, outcome: 'patched', patch: [PATCH] }

function responseOf(answer: Answer): Readonly<Record<string, unknown>> {
  const { response } = JSON.parse(textOf(answer)) as { readonly response: Readonly<Record<string, unknown>> }
  return response
}

function textOf(answer: Answer): string {
  return typeof answer === 'string' ? answer : `${answer.start}${btoa(answer.patch.join(''))}${answer.end}`
}

t.test('is an AdmissionReview of version 1', async (t) => {
  const answer: unknown = JSON.parse(allowed('u-1', SILENT))

  t.match(answer, { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: Object })
})

t.test('lets an object in as it came', async (t) => {
  const remarks = { warnings: ['one', 'two'], auditAnnotations: { outcome: 'unchanged' } }

  t.strictSame(responseOf(allowed('u-1', remarks)), { uid: 'u-1', allowed: true, ...remarks })
  t.notOk('warnings' in responseOf(allowed('u-1', SILENT)), 'no warnings are no field')
})

t.test('brings the patch in base64', async (t) => {
  const { patch, ...rest } = responseOf(patched('u-1', [PATCH], { ...SILENT, warnings: ['one'] }))

  t.equal(Buffer.from(String(patch), 'base64').toString(), PATCH)
  t.strictSame(rest, {
    uid: 'u-1',
    allowed: true,
    warnings: ['one'],
    auditAnnotations: {},
    patchType: 'JSONPatch',
  })
})

t.test('keeps an object out as invalid, with a message', async (t) => {
  t.strictSame(responseOf(denied('u-1', 'the annotation a: expected 1, but came "b"', SILENT)), {
    uid: 'u-1',
    allowed: false,
    status: {
      status: 'Failure',
      reason: 'Invalid',
      code: 422,
      message: 'the annotation a: expected 1, but came "b"',
    },
    auditAnnotations: {},
  })
})

t.test('is ASCII, whatever is said', async (t) => {
  const remarks = { warnings: ['größer als 1 MiB — “x”'], auditAnnotations: { outcome: 'ü' } }
  const answers = [allowed('ä', remarks), textOf(patched('ä', [PATCH], remarks)), denied('ä', '“no”', remarks)]

  for (const answer of answers) t.match(answer, /^[ -~]+$/u)
  t.strictSame(responseOf(answers[0] ?? '')['warnings'], remarks.warnings)
})

t.test('warns in ten short lines at most, however much there is to say (R11)', async (t) => {
  const warnings = Array.from({ length: 12 }, () => 'x'.repeat(121))

  const said = responseOf(allowed('u-1', { warnings, auditAnnotations: {} }))['warnings'] as readonly string[]

  t.equal(said.length, 10)
  t.equal(said[0], `${'x'.repeat(119)}…`)
  t.match(said[9], 'and 3 more')
})

t.test('echoes a uid whatever is in it', async (t) => {
  const uid = '"},"allowed":false,"x":{"y":"\n'

  t.match(responseOf(patched(uid, [PATCH], SILENT)), { uid, allowed: true })
})

t.test('a verdict is patched where it has a patch to apply', async (t) => {
  const answers = [
    VERDICT,
    { ...VERDICT, patch: [] },
    { ...VERDICT, outcome: 'unchanged', patch: [] },
    { ...VERDICT, outcome: 'skipped', patch: [] },
    { ...VERDICT, outcome: 'audited' },
  ] as const

  const responses = answers.map((verdict) => responseOf(answerVerdict('u-1', verdict, SILENT)))

  t.strictSame(
    responses.map((response) => [response['allowed'], response['patchType'], 'patch' in response]),
    [
      [true, 'JSONPatch', true],
      [true, undefined, false],
      [true, undefined, false],
      [true, undefined, false],
      [true, undefined, false],
    ],
  )
})

t.test('a verdict that denies says why', async (t) => {
  const verdict: Verdict = { ...VERDICT, outcome: 'denied', message: 'expected a number, but came "x"' }

  t.match(responseOf(answerVerdict('u-1', verdict, SILENT)), {
    allowed: false,
    status: { message: 'expected a number, but came "x"' },
    patch: undefined,
  })
  t.match(responseOf(answerVerdict('u-1', { ...verdict, message: null }, SILENT)), {
    status: { message: 'denied by wf-defaults' },
  })
})

t.test('leaves a patch of several pieces to whoever writes the answer', async (t) => {
  const patch = ['[{"op":"add","path":"/spec/a","value":1}', ',{"op":"add","path":"/spec/b","value":2}]']

  const answer = patched('u-1', patch, SILENT)

  t.match(answer, { patch })
  t.match(responseOf(answer), { uid: 'u-1', patchType: 'JSONPatch', patch: btoa(patch.join('')) })
})
