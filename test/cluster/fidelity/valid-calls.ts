import * as fc from 'fast-check'
import { some } from './some.ts'
import type { RawLeaf } from './valid-leaves.ts'
import { leafArbitrary, writeLeaf } from './valid-leaves.ts'
import type { Callee, Scope } from './valid-workflow.ts'

/** A step or a task; whom it calls and what it hands on depends on where it stands. */
export interface RawCall {
  readonly callee: number
  readonly inline: RawLeaf | undefined
  readonly argument: number
  readonly follows: boolean
  readonly hook: (typeof HOOKS)[number]
  readonly fields: object
}

/** What the steps and tasks of a template stand in. */
interface Caller {
  readonly calls: readonly RawCall[]
  readonly fields: object
}

const HOOKS = ['none', 'none', 'none', 'none', 'exit', 'exit with arguments', 'running', 'onExit'] as const

export const callArbitrary: fc.Arbitrary<RawCall> = fc.record({
  callee: fc.nat(),
  inline: fc.option(leafArbitrary, { nil: undefined, freq: 3 }),
  argument: fc.nat(),
  follows: fc.boolean(),
  hook: fc.constantFrom(...HOOKS),
  fields: some({
    arguments: fc.constantFrom({}, { parameters: [{ name: 'other', value: 'mine' }] }),
    continueOn: fc.constant({ failed: true }),
    when: fc.constant('{{workflow.name}} != x'),
    loop: fc.constantFrom({ withItems: [1, 2] }, { withItems: [{ a: 'x' }] }, { withSequence: { count: '2' } }),
  }),
})

export function writeDag({ calls, fields }: Caller, callees: readonly Callee[], scope: Scope): object {
  const tasks = calls.map((call, index) => {
    // A task that goes on after a failure may not have `depends` beside it.
    const follows = call.follows && index > 0 ? { dependencies: [`c${index - 1}`] } : {}
    return { ...writeCall(call, index, callees, scope, 'tasks'), ...follows }
  })
  return { ...fields, dag: { tasks } }
}

export function writeSteps({ calls, fields }: Caller, callees: readonly Callee[], scope: Scope): object {
  const groups: object[][] = []
  for (const [index, call] of calls.entries()) {
    const step = writeCall(call, index, callees, scope, 'steps')
    if (call.follows || groups.length === 0) groups.push([step])
    else groups.at(-1)?.push(step)
  }
  return { ...fields, steps: groups }
}

function writeCall(
  call: RawCall,
  index: number,
  callees: readonly Callee[],
  scope: Scope,
  kind: 'tasks' | 'steps',
): object {
  const name = `c${index}`
  const {
    arguments: own,
    loop,
    ...fields
  } = call.fields as {
    readonly loop?: object
    readonly arguments?: { readonly parameters?: readonly object[] }
  }
  const callee = call.inline === undefined ? callees[call.callee % Math.max(callees.length, 1)] : undefined
  const value =
    scope.inputs.length === 0 ? 'x' : `{{inputs.parameters.${scope.inputs[call.argument % scope.inputs.length]}}}`
  const required = (callee?.required ?? []).map((parameter) => ({ name: parameter, value }))
  const added = (own?.parameters ?? []).filter(
    (parameter) => !required.some((each) => 'name' in parameter && parameter.name === each.name),
  )
  const parameters = [...required, ...added]
  return {
    name,
    ...fields,
    ...loop,
    ...writeTarget(call, callee, scope),
    ...((own !== undefined || parameters.length > 0) && { arguments: parameters.length > 0 ? { parameters } : {} }),
    ...writeHook(call.hook, `${kind}.${name}.status == "Running"`),
  }
}

/** Without anybody to call, a leaf of its own. */
function writeTarget({ inline }: RawCall, callee: Callee | undefined, scope: Scope): object {
  if (inline !== undefined) return { inline: writeLeaf(inline, {}, { ...scope, inputs: [] }) }
  return { template: callee?.name ?? 'bye' }
}

function writeHook(hook: RawCall['hook'], expression: string): object {
  const hooks = {
    none: {},
    exit: { hooks: { exit: { template: 'bye' } } },
    'exit with arguments': {
      hooks: { exit: { template: 'bye', arguments: { parameters: [{ name: 'v', value: 'x' }] } } },
    },
    running: { hooks: { running: { template: 'bye', expression } } },
    onExit: { onExit: 'bye' },
  }
  return hooks[hook]
}
