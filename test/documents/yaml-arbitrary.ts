import * as fc from 'fast-check'

/** A part of a document, and how it is written. */
interface Part {
  readonly kind: 'scalar' | 'alias' | 'map' | 'list'
  /** Which spelling, or which anchor before it. */
  readonly choice: number
  readonly parts: readonly Part[]
  readonly hasAnchor: boolean
  readonly hasComment: boolean
  readonly hasLineAbove: boolean
  /** Whether a map merges one in that has an anchor. */
  readonly hasMerge: boolean
  /** How far in the part stands. */
  readonly step: number
}

/** The names of the anchors that were written, of any part and of maps. */
interface Anchors {
  count: number
  readonly all: string[]
  readonly maps: string[]
}

/** Values as people spell them; `@` stands for the indentation of their key. */
const SPELLINGS = [
  '1',
  '1.0',
  '0o644',
  '12345678901234567890',
  '"on"',
  "'it''s'",
  'yes',
  '~',
  '',
  'two words',
  '"a # b"',
  '|\n@  text\n@    more\n',
  '>-\n@  fold\n@  ed\n\n@  end\n',
  '|+\n@  kept\n\n',
  '"two\n@  lines"',
  'plain\n@  lines',
  '{}',
  '[]',
  '{a: 1, b: [c, "d"], }',
  '[e, {f: g}]',
  '[a: b]',
  '{\n@   h: 1,\n@   "i": 2 # c\n@ }',
  '{b, c: }',
] as const

/** Documents of block maps and lists, with comments, anchors, aliases and merges, as text. */
export const yamlArbitrary: fc.Arbitrary<string> = partArbitrary().map((part) => {
  return `# head\n${printMap(part, 0, { count: 0, all: [], maps: [] }, false)}\n# tail\n`
})

function partArbitrary(): fc.Arbitrary<Part> {
  const build = (kind: Part['kind'], parts: fc.Arbitrary<Part[]>): fc.Arbitrary<Part> =>
    fc.record({
      kind: fc.constant(kind),
      choice: fc.nat(1000),
      parts,
      hasAnchor: rarely(6),
      hasComment: rarely(4),
      hasLineAbove: rarely(4),
      hasMerge: rarely(4),
      step: fc.constantFrom(2, 2, 4, 3),
    })
  const { part } = fc.letrec<{ part: Part }>((tie) => ({
    part: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: build('scalar', fc.constant([])), weight: 4 },
      { arbitrary: build('alias', fc.constant([])), weight: 1 },
      { arbitrary: build('map', fc.array(tie('part'), { minLength: 1, maxLength: 4 })), weight: 3 },
      { arbitrary: build('list', fc.array(tie('part'), { minLength: 1, maxLength: 3 })), weight: 2 },
    ),
  }))
  return build('map', fc.array(part, { minLength: 1, maxLength: 5 }))
}

function rarely(times: number): fc.Arbitrary<boolean> {
  return fc.nat(times).map((number) => number === 0)
}

function printMap({ parts, hasMerge, choice }: Part, column: number, anchors: Anchors, isBesideDash: boolean): string {
  const merged = hasMerge ? pick(anchors.maps, choice) : undefined
  const merge = merged === undefined ? [] : [`<<: ${choice % 2 === 0 ? `*${merged}` : `[*${merged}, {m: 1}]`}\n`]
  const pairs = parts.map((part, index) => `k${index}:${printValue(part, column, anchors)}`)
  return printLines([...pairs.slice(0, 1), ...merge, ...pairs.slice(1)], parts, column, isBesideDash)
}

function printList({ parts }: Part, column: number, anchors: Anchors, isBesideDash: boolean): string {
  const items = parts.map((part) => {
    if (part.kind === 'map') return `- ${printMap(part, column + 2, anchors, true)}`
    return part.kind === 'list'
      ? `- ${printList(part, column + 2, anchors, true)}`
      : `-${printValue(part, column, anchors)}`
  })
  return printLines(items, parts, column, isBesideDash)
}

function printLines(lines: readonly string[], parts: readonly Part[], column: number, isBesideDash: boolean): string {
  const indent = ' '.repeat(column)
  return lines
    .map((line, index) => {
      if (isBesideDash && index === 0) return line
      return `${parts[index]?.hasLineAbove === true ? `${indent}# about ${index}\n\n` : ''}${indent}${line}`
    })
    .join('')
}

/** What follows a colon or a dash, to the end of its last line. */
function printValue(part: Part, column: number, anchors: Anchors): string {
  if (part.kind === 'alias') return printAlias(part, anchors)

  const name = part.hasAnchor ? `n${(anchors.count += 1)}` : undefined
  const anchor = name === undefined ? '' : ` &${name}`
  const text = part.kind === 'scalar' ? printScalar(part, column, anchor) : printBlock(part, column, anchors, anchor)
  if (name !== undefined) anchors.all.push(name)
  if (name !== undefined && part.kind === 'map') anchors.maps.push(name)
  return text
}

function printAlias({ choice, hasComment }: Part, { all }: Anchors): string {
  const name = pick(all, choice)
  return `${name === undefined ? '' : ` *${name}`}${hasComment ? ' # c' : ''}\n`
}

function printScalar({ choice, hasComment }: Part, column: number, anchor: string): string {
  const spelling = pick(SPELLINGS, choice) ?? ''
  const text = `${anchor}${spelling === '' ? '' : ' '}${spelling.replaceAll('@', ' '.repeat(column))}`
  if (text.endsWith('\n')) return hasComment ? text.replace(/(?<=^[^\n]*)\n/u, ' # c\n') : text
  return `${text}${hasComment && !spelling.startsWith('plain') ? ' # c' : ''}\n`
}

function printBlock(part: Part, column: number, anchors: Anchors, anchor: string): string {
  const isMap = part.kind === 'map'
  const inner = column + (isMap ? part.step : part.step % 4)
  return `${anchor}${part.hasComment ? ' # c' : ''}\n${isMap ? printMap(part, inner, anchors, false) : printList(part, inner, anchors, false)}`
}

function pick<Item>(items: readonly Item[], choice: number): Item | undefined {
  return items[choice % Math.max(items.length, 1)]
}
