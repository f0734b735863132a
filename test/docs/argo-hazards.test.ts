import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import type { Trap } from '../cluster/fidelity/traps.ts'
import { TRAPS } from '../cluster/fidelity/traps.ts'

/** A row of the table: what can go wrong, and the test that shows that it does not, if there is one. */
interface Row {
  readonly hazard: string
  readonly does: string
  readonly test: string
  /** Where the trap is sprung, or why it is not. */
  readonly trap: string
}

/** How many hazards there are under each number. */
const HAZARDS = {
  H1: 9,
  H2: 5,
  H3: 5,
  H4: 7,
  H5: 9,
  H6: 10,
  H7: 6,
  H8: 12,
  H9: 6,
  H10: 9,
  H11: 5,
  H12: 3,
  H13: 2,
  H14: 4,
  H15: 3,
  H16: 13,
  H17: 5,
} as const
/** What stands in for a test where there is none. */
const NO_TEST = '—'
/** By `cluster/fidelity/traps.test.ts`, or by the test behind a colon. */
const SPRUNG = 'sprung'

const rows = readRows(readFileSync(new URL('../../docs/argo-hazards.md', import.meta.url), 'utf8'))

t.test('every hazard has a row', async (t) => {
  const expected = Object.entries(HAZARDS).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, index) => `${group}.${index + 1}`),
  )

  const missing = expected.filter((hazard) => !rows.some((row) => row.hazard === hazard))

  t.strictSame(missing, [])
})

t.test('every row names a test that is there, or says why there is nothing to test', async (t) => {
  for (const { hazard, does, test } of rows)
    if (test === NO_TEST) t.match(does, /^Cannot arise: \S/u, hazard)
    else t.ok(isThere(test), `${hazard}: ${test}`)
})

t.test('every trap that is sprung has a row that says so, and no other row says so', async (t) => {
  const expected = Map.groupBy(TRAPS, ({ hazard }) => hazard)

  const sprung = rows.filter(({ trap }) => isSprung(trap))

  t.strictSame(new Set(sprung.map(({ hazard }) => hazard)), new Set(expected.keys()))
  for (const { hazard, trap } of sprung) t.equal(trap, describe(expected.get(hazard) ?? []), hazard)
})

t.test('every other row names a test that springs it, a row with the same trap, or a reason', async (t) => {
  for (const { hazard, trap } of rows.filter((row) => !isSprung(row.trap)))
    t.ok(springs(trap) || sharesTrap(trap) || /^(none|not here): \S/u.test(trap), `${hazard}: ${trap}`)
})

function isSprung(trap: string): boolean {
  return trap.startsWith(SPRUNG) && !trap.includes(':')
}

/** What a row says of traps, and where they are there. */
function describe(traps: readonly Trap[]): string {
  const since = traps.find((trap) => trap.since !== undefined)?.since
  if (since !== undefined) return `${SPRUNG} since Argo ${since}`
  return traps.every(({ harm }) => harm.by === 'API server') ? `${SPRUNG} under the full CRDs` : SPRUNG
}

function springs(trap: string): boolean {
  return trap.startsWith(`${SPRUNG}: `) && isThere(trap.slice(`${SPRUNG}: `.length))
}

function sharesTrap(trap: string): boolean {
  const [, other] = /^that of (\S+)$/u.exec(trap) ?? []
  return rows.some((row) => row.hazard === other && isSprung(row.trap))
}

function readRows(text: string): readonly Row[] {
  const lines = text.split('\n').filter((line) => line.startsWith('| H'))
  return lines.map((line) => {
    const [hazard = '', , does = '', test = '', trap = ''] = line.slice('| '.length, -' |'.length).split(/ +\| +/u)
    return { hazard, does, test, trap: trap.trim() }
  })
}

/** Whether the file holds the title, such as in `core/merge.test.ts`: injects what is absent. */
function isThere(test: string): boolean {
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/u.exec(test) ?? []
  const url = new URL(`../${file}`, import.meta.url)
  return title !== '' && existsSync(url) && readFileSync(url, 'utf8').includes(title)
}
