import { readFileSync } from 'node:fs'
import t from 'tap'
import { convertInputs, INSTEAD, toSnakeCase } from '../../../src/core/settings/from-wf-spec.ts'
import { BUILT_IN_SETTINGS } from '../../../src/core/settings/builtin.ts'

interface StoredCase {
  readonly inputs: Readonly<Record<string, never>>
}

t.test('knows every input that the module was run with', async (t) => {
  const file = new URL('../../fixtures/wf_spec.json', import.meta.url)
  const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly StoredCase[]

  const others = new Set(cases.flatMap(({ inputs }) => convertInputs(inputs).others.map(({ input }) => input)))

  t.strictSame(
    [...others].toSorted((a, b) => (a < b ? -1 : 1)),
    ['arguments', 'entrypoint', 'hooks', 'on_exit', 'suspend', 'templates'],
  )
})

t.test('an input is a setting, or something takes its place, and never both', async (t) => {
  const settings = Object.keys(BUILT_IN_SETTINGS).map(toSnakeCase)

  t.strictSame(
    Object.keys(INSTEAD).filter((input) => settings.includes(input)),
    [],
  )
})

t.test('keeps null where it is the whole input, which turns the default off', async (t) => {
  t.strictSame(convertInputs({ retry_max_attempts: null, tmp_directories: null }).defaults, {
    retryMaxAttempts: null,
    tmpDirectories: null,
  })
})

t.test('keeps the keys that are the user’s own', async (t) => {
  const { defaults } = convertInputs({
    common_env: { MY_VAR: 'a', lower_case: 'b' },
    node_preferences: { 'example.com/my_label': { weight: 1, operator: 'In', values: ['my_value'] } },
    labels_from_parameters: ['git_ref'],
    default_resources: { limits: { 'example.com/my_gpu': '1', memory: null } },
  })

  t.strictSame(defaults, {
    commonEnv: { MY_VAR: 'a', lower_case: 'b' },
    nodePreferences: { 'example.com/my_label': { weight: 1, operator: 'In', values: ['my_value'] } },
    labelsFromParameters: ['git_ref'],
    defaultResources: { limits: { 'example.com/my_gpu': '1' } },
  })
})

t.test('takes no name that every object has for an input', async (t) => {
  const { others } = convertInputs(JSON.parse('{"__proto__": 1, "constructor": 1}') as Record<string, never>)

  t.strictSame(others, [
    { input: '__proto__', instead: 'nothing: wf_spec has no such input' },
    { input: 'constructor', instead: 'nothing: wf_spec has no such input' },
  ])
})
