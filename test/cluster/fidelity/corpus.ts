import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kindOf } from '../../../src/core/argo/kinds.ts'
import type { Json, JsonObject } from '../../../src/core/json.ts'
import { parseManifests } from '../../../src/documents/parse-manifests.ts'

/** One object that Argo's authors wrote. */
export interface CorpusObject {
  /** Where it stands, such as `examples/steps.yaml` or `workflow/validate/validate_test.go#12`. */
  readonly source: string
  readonly object: JsonObject
  /** The templates that stand with it, which it may refer to. */
  readonly library: readonly Json[]
}

/** Which part of Argo's sources a corpus is read from. */
export interface Corpus {
  readonly title: string
  readonly files: string
}

/** All that Argo's authors wrote to show or to test their program, by where it lies. */
export const CORPORA: readonly Corpus[] = [
  { title: "Argo's examples", files: 'examples/**/*.yaml' },
  { title: "the objects of Argo's end-to-end tests", files: 'test/e2e/**/*.yaml' },
  { title: "the objects in the sources of Argo's end-to-end tests", files: 'test/e2e/*_test.go' },
  { title: "the objects of the tests of Argo's validator", files: 'workflow/validate/*_test.go' },
  { title: "the objects of the tests of Argo's controller", files: 'workflow/controller/*_test.go' },
]

const TEMPLATE_KINDS = ['WorkflowTemplate', 'ClusterWorkflowTemplate']

/** Reads a corpus from a copy of Argo's files; what does not parse there, on purpose, is no part of it. */
export function loadCorpus(argoFiles: string, { files }: Corpus): readonly CorpusObject[] {
  const paths = globSync(files, { cwd: argoFiles }).toSorted()
  const found = paths.flatMap((path) => readObjects(join(argoFiles, path), path))
  const library = found.map(({ object }) => object).filter((object) => TEMPLATE_KINDS.includes(kindOf(object) ?? ''))
  return found.map((each) => ({ ...each, library: startingWith(each.source.replace(/#.*/u, ''), found, library) }))
}

/** A name stands for the template in the same file, where there are several. */
function startingWith(
  file: string,
  found: readonly Pick<CorpusObject, 'source' | 'object'>[],
  library: readonly Json[],
): readonly Json[] {
  const beside = found.filter(({ source }) => source.startsWith(file)).map(({ object }) => object)
  return [...library.filter((object) => beside.includes(object as JsonObject)), ...library]
}

function readObjects(file: string, path: string): readonly Pick<CorpusObject, 'source' | 'object'>[] {
  const text = readFileSync(file, 'utf8')
  const objects = (path.endsWith('.go') ? rawStringsOf(text) : [text])
    .flatMap((manifests) => parseManifests(manifests).manifests)
    .map(({ object }) => object)
    .filter((object) => kindOf(object) !== undefined)
  return objects.map((object, index) => ({ source: objects.length === 1 ? path : `${path}#${index + 1}`, object }))
}

/** The strings between backquotes of a Go file: Argo's tests keep their manifests in them. */
function rawStringsOf(source: string): readonly string[] {
  return Array.from(source.matchAll(/`([^`]*)`/gu), ([, text = '']) => text).filter((text) => text.includes('kind:'))
}
