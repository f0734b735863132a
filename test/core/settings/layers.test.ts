import t from 'tap'
import type { ExplainedDecision } from '../../../src/core/explain.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import type { Source } from '../../../src/core/settings/resolve.ts'
import type { SettingName } from '../../../src/core/settings/schema.ts'
import { clusterWhere } from '../../helpers/clusters.ts'
import { decideUnder } from '../../helpers/decided.ts'
import { workflowTemplate } from '../../helpers/objects.ts'
import { SETTING_SAMPLES } from '../../helpers/setting-samples.ts'
import { settingsOf } from '../../helpers/settings.ts'

/** The layers in R5's order, the lowest first, and what a decision says of a value from each. */
const LAYERS: Readonly<Record<Layer, Source>> = {
  file: { layer: 'file' },
  filePicked: { layer: 'profile', name: 'of-file', by: 'file' },
  namespacePicked: { layer: 'profile', name: 'of-namespace', by: 'namespace' },
  namespace: { layer: 'namespace' },
  objectPicked: { layer: 'profile', name: 'of-object', by: 'object' },
  object: { layer: 'object' },
}
type Layer = 'file' | 'filePicked' | 'namespacePicked' | 'namespace' | 'objectPicked' | 'object'

const NAMES = Object.keys(LAYERS) as readonly Layer[]
/** What several settings need beside them to show: a default on which nothing else has a say. */
const BESIDE: Readonly<Partial<Record<SettingName, JsonObject>>> = {
  tmpDirectoryStorageClassName: { tmpDirectories: { scratch: { mountPath: '/scratch' } } },
}

for (const [name, { values, key }] of Object.entries(SETTING_SAMPLES) as [
  SettingName,
  (typeof SETTING_SAMPLES)[SettingName],
][]) {
  t.test(`${name} arrives from each layer, and is named (R5)`, async (t) => {
    for (const layer of NAMES) {
      const found = decideIn({ [layer]: { [name]: values[0] } }, BESIDE[name]).find(key)

      const isBelow = layer === 'file' && BESIDE[name] !== undefined
      t.match(found, { decision: 'injected', setting: isBelow ? String : name, source: LAYERS[layer] }, layer)
    }
  })

  t.test(`${name} of each layer beats that of each below it`, async (t) => {
    for (const [index, upper] of NAMES.entries()) {
      const alone = valueIn({ [upper]: { [name]: values[1] } })
      for (const lower of NAMES.slice(0, index)) {
        const both = decideIn({ [lower]: { [name]: values[0] }, [upper]: { [name]: values[1] } }, BESIDE[name]).find(
          key,
        )

        t.strictSame([both?.source, both?.value], [LAYERS[upper], alone], `${upper} over ${lower}`)
      }
    }
  })

  function valueIn(layers: Layers): ExplainedDecision['value'] {
    return decideIn(layers, BESIDE[name]).find(key)?.value
  }
}

t.test('null of an upper layer turns off what a lower one set', async (t) => {
  for (const layer of NAMES.slice(1)) {
    const { find } = decideIn({ file: { priority: 5 }, [layer]: { priority: null } })

    t.equal(find('priority'), undefined, layer)
  }
})

type Layers = Readonly<Partial<Record<Layer, JsonObject>>>

/** Decides a template in a namespace that both pick profiles, with the layers filled like this. */
function decideIn(layers: Layers, beside: JsonObject = {}): ReturnType<typeof decideUnder> {
  const profiles = {
    'of-file': layers.filePicked ?? {},
    'of-namespace': layers.namespacePicked ?? {},
    'of-object': layers.objectPicked ?? {},
  }
  const settings = settingsOf({ ...beside, ...layers.file }, { profile: 'of-file', profiles })
  const namespace = { labels: {}, annotations: toAnnotations('of-namespace', layers.namespace) }
  const object = workflowTemplate(
    { arguments: { parameters: [{ name: 'ref' }] }, templates: [{ name: 'main', container: {} }] },
    { annotations: toAnnotations('of-object', layers.object) },
  )
  return decideUnder(settings, object, { cluster: clusterWhere('present', { namespace: () => namespace }) })
}

function toAnnotations(profile: string, settings: JsonObject = {}): Readonly<Record<string, string>> {
  const named = Object.entries(settings).map(([name, value]) => [
    `settings.workflows.panfactum.com/${name}`,
    JSON.stringify(value),
  ])
  return { ...(Object.fromEntries(named) as Record<string, string>), 'workflows.panfactum.com/profile': profile }
}
