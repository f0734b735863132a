import type { ExplainedDecision, Explanation } from '../core/explain.ts'
import { shorten } from '../core/shorten.ts'
import type { Paint } from './colours.ts'
import type { Fold } from './fold-decisions.ts'
import { foldDecisions } from './fold-decisions.ts'
import { nameObject } from './name-object.ts'
import { printSource } from './print-source.ts'
import { printValue } from './print-value.ts'

/** The longest value that a line shows. */
const MAX_VALUE_LENGTH = 72

const HEADINGS = {
  injected: 'injected, as the object does not set them',
  kept: 'kept, as the object sets them: no default here',
  skipped: 'skipped: the default would do harm, has no place, or was asked to stay away',
} as const

const COLOURS = { injected: 'green', kept: 'cyan', skipped: 'yellow' } as const

/** What a person reads of an explanation: the outcome first, then each decision with its reason. */
export function printExplanation(
  { object, decisions, warnings, ...outcome }: Explanation,
  file: string,
  paint: Paint,
): string {
  const header = `${paint('bold', nameObject(object))} ${paint('dim', `(${file})`)}\n  ${printOutcome({ decisions, ...outcome }, paint)}\n`
  const groups = (['injected', 'kept', 'skipped'] as const).map((kind) =>
    printGroup(
      kind,
      decisions.filter(({ decision }) => decision === kind),
      paint,
    ),
  )
  return [header, ...groups, printWarnings(warnings, paint)].join('')
}

function printOutcome(
  { outcome, message, decisions }: Pick<Explanation, 'outcome' | 'message' | 'decisions'>,
  paint: Paint,
): string {
  const count = (kind: string): number => decisions.filter(({ decision }) => decision === kind).length
  const counts = `${count('injected')} injected, ${count('kept')} kept, ${count('skipped')} skipped`
  const sentences = {
    patched: `${paint('green', 'patched')}: ${counts}`,
    unchanged: `unchanged: ${counts}`,
    audited: `${paint('yellow', 'audited')}, which changes nothing; what it would be: ${counts}`,
    skipped: `left alone: ${message}`,
    denied: `${paint('red', 'denied')}: ${String(message).replaceAll('\n', '\n    ')}`,
  }
  return sentences[outcome]
}

function printGroup(kind: keyof typeof HEADINGS, decisions: readonly ExplainedDecision[], paint: Paint): string {
  if (decisions.length === 0) return ''
  const lines = foldDecisions(decisions).map((fold) => printFold(fold, paint))
  return `\n  ${paint(COLOURS[kind], HEADINGS[kind])}\n${lines.join('')}`
}

function printFold({ key, decisions: [first, ...others] }: Fold, paint: Paint): string {
  const isSame = others.every(({ message }) => message === first.message)
  const said = first.decision === 'injected' ? printInjected(first) : `${first.message}${isSame ? '' : ', and so on'}`
  return `    ${key}: ${said} ${paint('dim', `(${first.setting}, ${printSource(first.source)})`)}\n`
}

function printInjected({ value = null, reason, message }: ExplainedDecision): string {
  const text = printValue(value)
  const short = shorten(text, MAX_VALUE_LENGTH)
  return reason === 'absent' ? short : `${short}, as it ${message.split(';')[0]}`
}

function printWarnings(warnings: readonly string[], paint: Paint): string {
  if (warnings.length === 0) return ''
  return `\n  ${paint('yellow', 'warnings')}\n${warnings.map((warning) => `    ${warning}\n`).join('')}`
}
