import * as z from 'zod'
import type { SettingsLayer } from './schema.ts'
import { layerSchema } from './schema.ts'

/** What can be read of a settings file. */
export interface ReadableFile {
  readonly profile?: string | undefined
  readonly defaults: SettingsLayer
  readonly profiles: Readonly<Record<string, SettingsLayer>>
}

/** Reads a settings file without the settings that do not fit, so that what does fit can be compared all the same. */
export function readFile(content: unknown): ReadableFile {
  return fileSchema.parse(content)
}

/** Reads settings without those that do not fit. */
export function readLayer(content: unknown): SettingsLayer {
  return readableLayer.parse(content)
}

const readableLayer: z.ZodType<SettingsLayer> = z
  .object(
    Object.fromEntries(
      Object.entries<z.ZodType>(layerSchema.shape).map(([name, schema]) => [name, schema.catch(undefined)]),
    ),
  )
  .catch({})

const fileSchema: z.ZodType<ReadableFile> = z
  .object({
    profile: z.string().optional().catch(undefined),
    defaults: readableLayer,
    profiles: z.record(z.string(), readableLayer).catch({}),
  })
  .catch({ defaults: {}, profiles: {} })
