import type { Json } from '../core/json.ts'
import { isObject } from '../core/json.ts'
import type { SettingsFault } from '../core/settings/fault.ts'
import { convertInputs, toSnakeCase } from '../core/settings/from-wf-spec.ts'
import { parseSettings } from '../core/settings/parse.ts'
import { parseValue } from '../documents/parse-value.ts'
import { printYaml } from '../documents/print-yaml.ts'
import type { Io } from './io.ts'
import { EXIT, say } from './io.ts'
import { InputFault, readStandardInput, readText } from './read-inputs.ts'
import { sayFault } from './say-fault.ts'

/** Prints the settings file that inputs of `wf_spec` come to, and says which have no counterpart. Returns the exit code. */
export async function printFromTfvars(io: Io, file: string): Promise<number> {
  return sayFault(io, EXIT.fault, async () => {
    const { name, text } = file === '-' ? await readStandardInput(io.stdin) : await readText(file)
    const { defaults, others } = convertInputs(parseInputs(name, text))
    for (const { input, instead } of others)
      say(io, 'note', `${name}: ${input} is no setting; in its place: ${instead}`)

    const content = { apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings', defaults }
    const parsed = parseSettings(content)
    if ('faults' in parsed) {
      for (const fault of parsed.faults) say(io, 'error', `${name}: ${explainFault(fault)}`)
      return EXIT.fault
    }
    for (const warning of parsed.warnings) say(io, 'warning', `${name}: ${explainFault(warning)}`)
    io.stdout.write(`${printYaml(content)}\n`)
    return EXIT.ok
  })
}

function parseInputs(name: string, text: string): Readonly<Record<string, Json>> {
  const parsed = parseValue(text)
  if ('faults' in parsed)
    throw new InputFault(
      parsed.faults.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`).join('\n'),
    )
  if (!isObject(parsed.value))
    throw new InputFault(`${name}: expected the inputs of wf_spec as a JSON object, but it is none`)
  return parsed.value as Readonly<Record<string, Json>>
}

/** Names the input beside the setting: it is what stands in the file, and the setting is what the sentence is about. */
function explainFault({ path, message }: SettingsFault): string {
  const [, setting] = /^defaults\.(\w+)/u.exec(path) ?? []
  return setting === undefined ? message : `${toSnakeCase(setting)}, as ${path}: ${message}`
}
