import type { Json, JsonObject } from '../../../src/core/json.ts'
import { isEqual, isList, isObject } from '../../../src/core/json.ts'
import type { ResolvedSettings } from '../../../src/core/settings/resolve.ts'
import type { Answer, Oracle } from '../harness/argo-oracle.ts'
import type { CorpusObject } from './corpus.ts'
import { findBreaches, mutate } from './mutate.ts'

/** What Argo's validator and types make of an object with defaults, against what they make of it without. */
export interface Examined {
  readonly source: string
  /** What must not be. */
  readonly harms: readonly string[]
  /** Why Argo took it neither before nor after; empty where it took it. */
  readonly refused: string
  /** Whether Argo refused it before and takes it now. */
  readonly isMended: boolean
  /** Why a Go client's object comes to something else, where it does and may. */
  readonly lost: string
}

/** The answers about an object and the templates that it refers to, each with its defaults or without. */
interface Answers {
  readonly before: Answer
  readonly after: Answer
  readonly afterWithLibrary: Answer
  /** Without defaults, in the company of templates that have them. */
  readonly beforeWithLibrary: Answer
}

const VERDICTS = ['run', 'lint'] as const

/** Asks Argo about an object of the corpus, with defaults and without. */
export async function examine(
  oracle: Oracle,
  { source, object, library }: CorpusObject,
  settings: ResolvedSettings,
): Promise<Examined> {
  const answers = await askAll(oracle, object, library, settings)
  const { before, after } = answers
  const difference = await findClientDifference(oracle, answers, settings)
  const lost = difference === '' ? '' : explainLoss(object)
  return {
    source,
    harms: [
      ...findBreaches(object, settings),
      ...findRefusals(answers, settings),
      ...(difference !== '' && lost === '' ? [`a Go client's comes to something else: ${difference}`] : []),
    ],
    refused: after.run,
    isMended: before.run !== '' && after.run === '',
    lost,
  }
}

async function askAll(
  oracle: Oracle,
  object: JsonObject,
  library: readonly JsonObject[],
  settings: ResolvedSettings,
): Promise<Answers> {
  const mutated = mutate(object, settings)
  const alone = await oracle.ask({ objects: [object, mutated], library })
  const withLibrary = await oracle.ask({
    objects: [object, mutated],
    library: library.map((template) => mutate(template, settings)),
  })
  const [before, after, beforeWithLibrary, afterWithLibrary] = [...alone, ...withLibrary] as [
    Answer,
    Answer,
    Answer,
    Answer,
  ]
  return { before, after, beforeWithLibrary, afterWithLibrary }
}

function findRefusals({ before, ...others }: Answers, settings: ResolvedSettings): readonly string[] {
  return VERDICTS.flatMap((verdict) =>
    Object.entries(others)
      .filter(([which]) => which !== 'beforeWithLibrary' || settings.values.passthroughParameters?.length === 0)
      .filter(([, answer]) => before[verdict] === '' && answer[verdict] !== '')
      .map(([which, answer]) => `${verdict}, ${which}: ${answer[verdict]}`),
  )
}

/** Where an object that passed through Argo's Go types on its way (H11) gets something else than one that `kubectl` sent. */
async function findClientDifference(
  oracle: Oracle,
  { before, after }: Answers,
  settings: ResolvedSettings,
): Promise<string> {
  if (before.client === null || after.client === null) return ''
  const [sent] = await oracle.ask({ objects: [mutate(before.client, settings)] })
  return sent === undefined ? 'no answer' : describeDifference(after.client, sent.client)
}

/** What a Go client drops, or understands where the API server and Argo's controller do not; empty where there is no such thing. */
function explainLoss(object: JsonObject): string {
  if (hasEmptyList(object)) return 'an empty list, which no Go client sends (R3.4, H11.1)'
  return hasField(object, 'poddisruptionbudget')
    ? 'a field in small letters, which only a Go client understands (H16.12)'
    : ''
}

function hasEmptyList(value: Json): boolean {
  if (isList(value)) return value.length === 0 || value.some(hasEmptyList)
  return isObject(value) && Object.values(value).some((field) => hasEmptyList(field as Json))
}

function hasField(value: Json, name: string): boolean {
  if (isList(value)) return value.some((item) => hasField(item, name))
  return isObject(value) && Object.entries(value).some(([key, field]) => key === name || hasField(field as Json, name))
}

/** The first place where two objects differ; empty where there is none. */
function describeDifference(one: Json, other: Json, path = ''): string {
  if (isEqual(one, other)) return ''
  if (!isObject(one) && !isList(one)) return `${path} is ${JSON.stringify(other)}, not ${JSON.stringify(one)}`
  if (!isObject(other) && !isList(other)) return `${path} is ${JSON.stringify(other)}`
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return (
    keys.map((key) => describeDifference(fieldOf(one, key), fieldOf(other, key), `${path}/${key}`)).find(Boolean) ?? ''
  )
}

function fieldOf(value: object, key: string): Json {
  return (value as Readonly<Record<string, Json>>)[key] ?? null
}
