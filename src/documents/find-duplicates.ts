import type { Node, YAMLMap } from 'yaml'
import { isCollection, isMap, isPair } from 'yaml'
import { isMerge, keyOf } from './entries.ts'
import { expectPresent } from './expect-present.ts'
import type { YamlTree } from './parse-yaml.ts'

/** A key that its map has already, and where it stands. */
export interface Duplicate {
  readonly key: string
  readonly offset: number
}

/** Finds the keys that stand twice in a map. The last one counts, as it does for kubectl, which says nothing about it. */
export function findDuplicates(tree: YamlTree): readonly Duplicate[] {
  return listMaps(tree.root).flatMap((map) => findInMap(tree, map))
}

function findInMap(tree: YamlTree, { items }: YAMLMap): readonly Duplicate[] {
  const seen = new Set<string>()
  const duplicates: Duplicate[] = []
  for (const pair of items.filter((item) => !isMerge(item))) {
    const key = keyOf(tree, pair)
    if (seen.has(key)) duplicates.push({ key, offset: expectPresent((pair.key as Node).range)[0] })
    seen.add(key)
  }
  return duplicates
}

function listMaps(part: unknown): readonly YAMLMap[] {
  if (isPair(part)) return listMaps(part.value)
  if (!isCollection(part)) return []
  return [...(isMap(part) ? [part] : []), ...part.items.flatMap(listMaps)]
}
