import type { Alias, Node, Pair } from 'yaml'
import { isAlias, isCollection, isPair } from 'yaml'
import { expectPresent } from './expect-present.ts'
import { YamlFault } from './yaml-fault.ts'

/** How deep parts may lie in each other. No manifest comes near, and what reads them goes down by recursion, as `yaml` does. */
export const MAX_DEPTH = 500

/** What is said of parts that lie deeper. */
export const TOO_DEEP = `expected at most ${MAX_DEPTH} levels, but it is nested deeper`

/** How many parts aliases may stand for, all together: a few lines of them can stand for billions. */
const MAX_ALIASED_PARTS = 100_000

/** How large a part is when its aliases are written out. */
interface Extent {
  readonly parts: number
  readonly depth: number
}

const NOTHING: Extent = { parts: 0, depth: 0 }

interface Walk {
  readonly targets: Map<Alias, Node>
  readonly anchors: Map<string, Node>
  /** Of each part that the walk is done with: an alias inside its own target finds none. */
  readonly extents: Map<Node, Extent>
  aliasedParts: number
}

/**
 * Finds what each alias stands for: the last part before it that has its name.
 * @throws {YamlFault} where there is none, or where aliases would make too much of the document
 */
export function resolveAliases(root: Node | null): ReadonlyMap<Alias, Node> {
  const walk: Walk = { targets: new Map(), anchors: new Map(), extents: new Map(), aliasedParts: 0 }
  measure(walk, root, 0)
  return walk.targets
}

function measure(walk: Walk, part: Node | Pair | null, depth: number): Extent {
  if (part === null) return NOTHING
  if (isPair(part)) return measureAll(walk, [part.key, part.value], depth)
  return isAlias(part) ? measureAlias(walk, part, depth) : measureNode(walk, part, depth)
}

function measureNode(walk: Walk, node: Exclude<Node, Alias>, depth: number): Extent {
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node)

  const inside = isCollection(node) ? measureAll(walk, node.items, depth + 1) : NOTHING
  const extent = { parts: inside.parts + 1, depth: inside.depth + 1 }
  refuseDepth(depth + extent.depth, node)
  walk.extents.set(node, extent)
  return extent
}

function measureAll(walk: Walk, parts: readonly unknown[], depth: number): Extent {
  const extents = parts.map((part) => measure(walk, part as Node | Pair | null, depth))
  return {
    parts: extents.reduce((sum, { parts }) => sum + parts, 0),
    depth: extents.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
  }
}

function measureAlias(walk: Walk, alias: Alias, depth: number): Extent {
  const target = walk.anchors.get(alias.source)
  if (target === undefined)
    throw fault(`expected an anchor &${alias.source} before the alias *${alias.source}, but there is none`, alias)

  const extent = walk.extents.get(target)
  if (extent === undefined)
    throw fault(`expected an alias to something else, but *${alias.source} stands inside &${alias.source}`, alias)

  walk.targets.set(alias, target)
  walk.aliasedParts += extent.parts
  refuseDepth(depth + extent.depth, alias)
  if (walk.aliasedParts > MAX_ALIASED_PARTS)
    throw fault(`expected aliases that stand for at most ${MAX_ALIASED_PARTS} values, but they stand for more`, alias)
  return extent
}

function refuseDepth(depth: number, node: Node): void {
  if (depth > MAX_DEPTH) throw fault(TOO_DEEP, node)
}

function fault(message: string, node: Node): YamlFault {
  return new YamlFault(message, expectPresent(node.range)[0])
}
