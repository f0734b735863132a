import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kindOf } from '../../../src/core/argo/kinds.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { own, ownText } from '../../../src/core/json.ts'
import { parseManifests } from '../../../src/documents/parse-manifests.ts'

/** One object that Argo's authors wrote. */
export interface CorpusObject {
  /** Where it stands, such as `examples/steps.yaml` or `workflow/validate/validate_test.go#12`. */
  readonly source: string
  readonly object: JsonObject
  /** The templates that it refers to, and those that they refer to. */
  readonly library: readonly JsonObject[]
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

/** An object before it is known what it refers to. */
type Found = Omit<CorpusObject, 'library'>

/** Reads a corpus from a copy of Argo's files; what does not parse there, on purpose, is no part of it. */
export function loadCorpus(argoFiles: string, { files }: Corpus): readonly CorpusObject[] {
  const paths = globSync(files, { cwd: argoFiles }).toSorted()
  const found = paths.flatMap((path) => readObjects(join(argoFiles, path), path))
  const templates = found.filter(({ object }) => TEMPLATE_KINDS.includes(kindOf(object) ?? ''))
  return found.map((each) => ({ ...each, library: findReferred(each.object, besideFirst(each, templates)) }))
}

/** Where several templates have one name, it stands for the one in the same file. */
function besideFirst({ source }: Found, templates: readonly Found[]): readonly JsonObject[] {
  const isBeside = (template: Found): boolean => fileOf(template.source) === fileOf(source)
  const ordered = [...templates.filter(isBeside), ...templates.filter((template) => !isBeside(template))]
  return ordered.map(({ object }) => object)
}

function fileOf(source: string): string {
  return source.replace(/#.*/u, '')
}

/** The templates that an object refers to, and those that they refer to: all whose name is a value in it counts. */
function findReferred(object: JsonObject, templates: readonly JsonObject[]): readonly JsonObject[] {
  const referred: JsonObject[] = []
  for (const referrer of withAdded(object, referred)) {
    const text = JSON.stringify(own(referrer, 'spec'))
    for (const template of templates) {
      const isKnown = referred.some((known) => isSameTemplate(known, template))
      if (!isKnown && text.includes(JSON.stringify(nameOf(template)))) referred.push(template)
    }
  }
  return referred
}

/** The object, and then whatever comes onto the list while it is gone through. */
function* withAdded(object: JsonObject, list: readonly JsonObject[]): Generator<JsonObject> {
  yield object
  yield* list
}

function isSameTemplate(one: JsonObject, other: JsonObject): boolean {
  return kindOf(one) === kindOf(other) && nameOf(one) === nameOf(other)
}

function nameOf(object: JsonObject): string | undefined {
  return ownText(own(object, 'metadata'), 'name')
}

function readObjects(file: string, path: string): readonly Found[] {
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
