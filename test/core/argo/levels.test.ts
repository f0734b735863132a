import t from 'tap'
import {
  AFFINITY,
  callersOf,
  lookAnywhere,
  lookElsewhere,
  lookOutsideContainers,
  nodeSelectorsOf,
  POD_SPEC_PATCH,
  RETRY_STRATEGY,
  SECURITY_CONTEXT,
  TOLERATIONS,
} from '../../../src/core/argo/levels.ts'
import { createDefault } from '../../../src/core/defaults/default.ts'
import type { SpecParts } from '../../helpers/spec-parts.ts'
import { partsOf } from '../../helpers/spec-parts.ts'

const TOLERATION = { key: 'gpu', operator: 'Exists' }

t.test('a key of a template may be set in templateDefaults (R3.5)', async (t) => {
  const parts = partsOf({ templateDefaults: { retryStrategy: {} }, templates: [{ name: 'a', container: {} }] })

  t.equal(lookElsewhere(parts, RETRY_STRATEGY)(parts.template('a')), 'templateDefaults.retryStrategy')
  t.equal(lookElsewhere(parts, AFFINITY)(parts.template('a')), undefined)
})

t.test('or at the level of the spec', async (t) => {
  const parts = partsOf({ podSpecPatch: '{}', securityContext: {}, templates: [{ name: 'a', container: {} }] })

  t.equal(lookElsewhere(parts, POD_SPEC_PATCH)(parts.template('a')), 'podSpecPatch')
  t.equal(lookElsewhere(parts, SECURITY_CONTEXT)(parts.template('a')), 'securityContext')
})

t.test('or, where it is handed down, at the dag or steps template that calls', async (t) => {
  const parts = partsOf({
    templates: [
      { name: 'dag', tolerations: [], affinity: {}, nodeSelector: {}, dag: { tasks: [{ name: 't', template: 'a' }] } },
      { name: 'steps', retryStrategy: {}, securityContext: {}, steps: [[{ name: 's', template: 'b' }]] },
      { name: 'a', container: {} },
      { name: 'b', container: {} },
    ],
  })

  for (const field of [TOLERATIONS, AFFINITY])
    t.equal(lookElsewhere(parts, field)(parts.template('a')), `templates[dag].${field.template}`)
  for (const field of [RETRY_STRATEGY, SECURITY_CONTEXT])
    t.equal(lookElsewhere(parts, field)(parts.template('b')), undefined, `${field.template} is not handed down`)
})

t.test('any of several callers counts', async (t) => {
  const parts = partsOf({
    templates: [
      { name: 'one', dag: { tasks: [{ name: 't', template: 'a' }] } },
      { name: 'two', tolerations: [TOLERATION], dag: { tasks: [{ name: 't', template: 'a' }] } },
      { name: 'a', container: {} },
    ],
  })

  t.equal(lookElsewhere(parts, TOLERATIONS)(parts.template('a')), 'templates[two].tolerations')
})

t.test('what a caller has only from its own caller is not handed down further', async (t) => {
  const parts = partsOf({
    templates: [
      { name: 'outer', tolerations: [TOLERATION], dag: { tasks: [{ name: 't', template: 'inner' }] } },
      { name: 'inner', steps: [[{ name: 's', template: 'a' }]] },
      { name: 'a', container: {} },
    ],
  })

  t.equal(lookElsewhere(parts, TOLERATIONS)(parts.template('a')), undefined)
})

t.test('templateDefaults come before the caller, and that before the spec, as in Argo (H3)', async (t) => {
  const spec = {
    tolerations: [TOLERATION],
    templates: [
      { name: 'dag', tolerations: [TOLERATION], dag: { tasks: [{ name: 't', template: 'a' }] } },
      { name: 'a', container: {} },
      { name: 'b', container: {} },
    ],
  }
  const all = partsOf({ ...spec, templateDefaults: { tolerations: [TOLERATION] } })
  const some = partsOf(spec)

  t.equal(lookElsewhere(all, TOLERATIONS)(all.template('a')), 'templateDefaults.tolerations')
  t.equal(lookElsewhere(some, TOLERATIONS)(some.template('a')), 'templates[dag].tolerations')
  t.equal(lookElsewhere(some, TOLERATIONS)(some.template('b')), 'tolerations')
})

t.test("the spec's own default is not the user's", async (t) => {
  const parts = partsOf({
    tolerations: [{ operator: 'Exists', key: 'gpu' }],
    templates: [{ name: 'a', container: {} }],
  })
  const ours = createDefault('extraTolerations', { layer: 'file' }, [TOLERATION])
  const other = createDefault('extraTolerations', { layer: 'file' }, [])

  t.equal(lookElsewhere(parts, TOLERATIONS, ours)(parts.template('a')), undefined)
  t.equal(lookElsewhere(parts, TOLERATIONS, other)(parts.template('a')), 'tolerations')
})

t.test('null sets nothing at any level (R3.1)', async (t) => {
  const parts = partsOf({
    tolerations: null,
    templateDefaults: { tolerations: null },
    templates: [
      { name: 'dag', tolerations: null, dag: { tasks: [{ name: 't', template: 'a' }] } },
      { name: 'a', container: {} },
    ],
  })

  t.equal(lookElsewhere(parts, TOLERATIONS)(parts.template('a')), undefined)
})

t.test('anywhere is the template itself too', async (t) => {
  const parts = partsOf({
    securityContext: {},
    templates: [
      { name: 'a', securityContext: { runAsUser: 5 }, container: {} },
      { name: 'b', container: {} },
    ],
  })

  t.equal(lookAnywhere(parts, SECURITY_CONTEXT)(parts.template('a')), 'templates[a].securityContext')
  t.equal(lookAnywhere(parts, SECURITY_CONTEXT)(parts.template('b')), 'securityContext')
})

t.test('but not where it holds the default', async (t) => {
  const parts = partsOf({ templates: [{ name: 'a', securityContext: { runAsUser: 5 }, container: {} }] })
  const ours = createDefault('uid', { layer: 'file' }, { runAsUser: 5 })

  t.equal(lookAnywhere(parts, SECURITY_CONTEXT, ours)(parts.template('a')), undefined)
})

t.test("a container's key may be set in the section of templateDefaults for its type", async (t) => {
  const parts = partsOf({
    templateDefaults: { container: { image: 'i', resources: {} }, script: { env: [] }, containerSet: { image: 'i' } },
    templates: [
      { name: 'container', container: {} },
      { name: 'script', script: {} },
      { name: 'set', containerSet: {} },
    ],
  })
  const find = (name: string, field: string): string | undefined =>
    lookOutsideContainers(parts, field)(parts.template(name))

  t.equal(find('container', 'image'), 'templateDefaults.container.image')
  t.equal(find('container', 'env'), undefined)
  t.equal(find('script', 'env'), 'templateDefaults.script.env')
  t.equal(find('script', 'image'), undefined)
  t.equal(find('container', 'resources'), undefined, 'an empty one is what Go clients send (R3.2)')
  t.equal(find('set', 'image'), undefined, 'a containerSet has no such section (H3.3)')
})

t.test("the callers of a template are those of the object's steps and dags that name it", async (t) => {
  const parts = partsOf({
    templates: [
      {
        name: 'dag',
        dag: {
          tasks: [
            { name: 't', template: 'a' },
            { name: 'u', templateRef: { name: 'lib', template: 'a' } },
          ],
        },
      },
      {
        name: 'steps',
        steps: [
          [
            { name: 's', template: 'a' },
            { name: 'i', inline: { container: {} } },
          ],
        ],
      },
      { name: 'a', container: {} },
      { name: 'b', container: {} },
      { container: {} },
    ],
  })
  const callers = (index: number): readonly (string | undefined)[] => {
    const template = parts.templates[index]
    return template === undefined ? [] : callersOf(parts, template).map(({ name }) => name)
  }

  t.strictSame(callers(3), ['dag', 'steps'])
  t.strictSame(callers(2), ['steps'], 'an inline template has the one that it lies in')
  t.strictSame(callers(4), [])
  t.strictSame(callers(5), [], 'nobody can name what has no name')
  t.strictSame(callers(3), ['dag', 'steps'], 'asked again')
})

t.test("a template's own node selector is the one that it has", async (t) => {
  t.strictSame(selectorsOf({ nodeSelector: { a: '1' } }, { nodeSelector: { a: '3' } }), [{ a: '1' }])
})

t.test('together with that of templateDefaults, over which it wins key by key (H3)', async (t) => {
  const spec = { templateDefaults: { nodeSelector: { a: '2', b: '2' } }, nodeSelector: { a: '3' } }

  t.strictSame(selectorsOf({}, spec), [{ a: '2', b: '2' }])
  t.strictSame(selectorsOf({ nodeSelector: { a: '1' } }, spec), [{ a: '1', b: '2' }])
})

t.test('else it may come from each caller, and from the spec', async (t) => {
  t.strictSame(selectorsOf({}, { nodeSelector: { a: '3' } }, { nodeSelector: { a: '4' } }), [{ a: '4' }, { a: '3' }])
  t.strictSame(selectorsOf({}, {}, { nodeSelector: { a: '4' } }), [{ a: '4' }])
  t.strictSame(selectorsOf({}, { nodeSelector: { a: '3' } }), [{ a: '3' }])
  t.strictSame(selectorsOf({}), [])
})

t.test('an empty one says nothing, wherever it is (H11.3)', async (t) => {
  const empty = { nodeSelector: {} }

  t.strictSame(selectorsOf(empty, { nodeSelector: { a: '3' } }), [{ a: '3' }])
  t.strictSame(selectorsOf({}, { templateDefaults: empty, nodeSelector: { a: '3' } }, empty), [{ a: '3' }])
  t.strictSame(selectorsOf({}, empty, { nodeSelector: { a: '4' } }), [{ a: '4' }])
  t.strictSame(selectorsOf({ nodeSelector: 'text' }, { nodeSelector: [] }, { nodeSelector: null }), [])
})

function selectorsOf(template: object, spec: object = {}, caller: object = {}): unknown {
  const parts: SpecParts = partsOf({
    ...spec,
    templates: [
      { ...caller, name: 'dag', dag: { tasks: [{ name: 't', template: 'leaf' }] } },
      { ...template, name: 'leaf', container: {} },
    ],
  })
  return nodeSelectorsOf(parts, parts.template('leaf'))
}
