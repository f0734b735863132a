import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layBundle, readNodeSettings } from './bundle.ts'
import { killChildren } from './children.ts'
import { makeKeyPair } from './key-pair.ts'
import { measure } from './measure.ts'
import type { Options } from './options.ts'
import { HELP, parseOptions } from './options.ts'
import { FULL_PLAN, QUICK_PLAN } from './plan.ts'
import { profile } from './profile.ts'
import { render } from './report.ts'
import { judge } from './targets.ts'

/** Measures wf-defaults: see docs/benchmark.md. */

const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-bench-'))
process.once('exit', () => {
  killChildren()
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

const options = readOptions()
if (options !== undefined) await run(options)
// The kept-alive connections of a run that failed would hold the process.
process.exit()

function readOptions(): Options | undefined {
  try {
    const options = parseOptions(process.argv.slice(2))
    if (options === undefined) process.stdout.write(HELP)
    return options
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
    process.exitCode = 2
    return undefined
  }
}

async function run({ quick, profile: isProfile, json, dist }: Options): Promise<void> {
  const workplace = {
    folder,
    pair: makeKeyPair(join(folder, 'certs')),
    main: layBundle(folder, dist),
    node: readNodeSettings(),
  }
  if (isProfile) {
    process.stdout.write(await profile(workplace))
    return
  }
  const figures = await measure(workplace, quick ? QUICK_PLAN : FULL_PLAN)
  const targets = judge(figures)
  process.stdout.write(render(figures, targets))
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ figures, targets }, null, 2)}\n`)
}
