import t from 'tap'
import { ASSUMED_CLUSTER } from '../../../src/core/facts.ts'
import type { Json, JsonObject } from '../../../src/core/json.ts'
import { findSettings } from '../../../src/core/settings-in-force.ts'
import type { ResolvedSettings } from '../../../src/core/settings/resolve.ts'
import type { SettingName } from '../../../src/core/settings/schema.ts'
import { clusterWhere } from '../../helpers/clusters.ts'
import { decideUnder } from '../../helpers/decided.ts'
import { layAnnotations } from '../../helpers/lay-annotations.ts'
import { workflowTemplate } from '../../helpers/objects.ts'
import { CREATED } from '../../helpers/requests.ts'
import { SETTING_SAMPLES } from '../../helpers/setting-samples.ts'
import type { Layer, Layers } from '../../helpers/setting-layers.ts'
import { LAYERS, spellLayers } from '../../helpers/setting-layers.ts'
import { settingsOf } from '../../helpers/settings.ts'

const NAMES = Object.keys(LAYERS) as readonly Layer[]
/** What several settings need beside them to show: a default on which nothing else has a say. */
const BESIDE: Readonly<Partial<Record<SettingName, JsonObject>>> = {
  tmpDirectoryStorageClassName: { tmpDirectories: { scratch: { mountPath: '/scratch' } } },
}

for (const [name, { values, key }] of Object.entries(SETTING_SAMPLES) as [
  SettingName,
  (typeof SETTING_SAMPLES)[SettingName],
][]) {
  const below: JsonObject = { [name]: values[0] as Json }
  const above: JsonObject = { [name]: values[1] as Json }

  t.test(`${name} arrives from each layer, beats all below it, and is named (R5)`, async (t) => {
    const alone = decideIn({ file: above }, BESIDE[name]).find(key)?.value

    for (const [index, layer] of NAMES.entries()) {
      const lower = Object.fromEntries(NAMES.slice(0, index).map((each) => [each, below]))
      const found = decideIn({ ...lower, [layer]: above }, BESIDE[name]).find(key)

      const isBelow = layer === 'file' && BESIDE[name] !== undefined
      t.match(found, { decision: 'injected', setting: isBelow ? String : name, source: LAYERS[layer] }, layer)
      t.strictSame(found?.value, alone, layer)
    }
  })

  t.test(`${name} of each layer beats that of each one below it`, async (t) => {
    const expected = settingsOf({ ...BESIDE[name], ...above }).values[name]

    for (const [index, upper] of NAMES.entries()) {
      for (const lower of NAMES.slice(0, index)) {
        const { sources, values: inForce } = resolveIn({ [lower]: below, [upper]: above }, BESIDE[name])

        t.strictSame([sources[name], inForce[name]], [LAYERS[upper], expected], `${upper} over ${lower}`)
      }
    }
  })
}

t.test('null of an upper layer turns off what a lower one set', async (t) => {
  for (const layer of NAMES.slice(1)) {
    const { find } = decideIn({ file: { priority: 5 }, [layer]: { priority: null } })

    t.equal(find('priority'), undefined, layer)
  }
})

/** Decides a template with the layers filled like this. */
function decideIn(layers: Layers, beside?: JsonObject): ReturnType<typeof decideUnder> {
  const { object, settings, namespace } = buildCase(layers, beside)
  return decideUnder(settings, object, { cluster: clusterWhere('present', { namespace: () => namespace }) })
}

/** The settings in force for it. */
function resolveIn(layers: Layers, beside?: JsonObject): ResolvedSettings {
  const { object, settings, namespace } = buildCase(layers, beside)
  const input = { object, settings, request: CREATED, cluster: ASSUMED_CLUSTER, layAnnotations }
  return findSettings(input, namespace).settings
}

function buildCase(layers: Layers, beside?: JsonObject) {
  const { annotations, ...spelt } = spellLayers(layers, beside)
  const object = workflowTemplate(
    { arguments: { parameters: [{ name: 'ref' }] }, templates: [{ name: 'main', container: {} }] },
    { annotations },
  )
  return { ...spelt, object }
}
