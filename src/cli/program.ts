import { Command, Option } from 'commander'
import packageFile from '../../package.json' with { type: 'json' }
import type { ExplainOptions } from './explain.ts'
import { CHECK_HELP, EXPLAIN_HELP, HINT, MUTATE_HELP, OVERVIEW, SERVE_HELP, SETTINGS_HELP } from './help.ts'
import type { Io } from './io.ts'
import type { MutateOptions } from './mutate.ts'
import type { FlagValues, ServeFlag } from './serve-flags.ts'
import { SERVE_FLAGS } from './serve-flags.ts'
import type { SettingsOptions } from './settings.ts'

/** What each command does with its flags. Each returns the exit code. */
export interface Actions {
  readonly serve: (flags: FlagValues) => Promise<number>
  readonly mutate: (options: MutateOptions) => Promise<number>
  readonly explain: (options: ExplainOptions) => Promise<number>
  readonly settings: (options: SettingsOptions) => Promise<number>
  readonly check: (options: { readonly settings: string }) => Promise<number>
}

/**
 * Builds the command line: its commands, their flags and what `--help` says of them (I1).
 * @param conclude gets the exit code of the command that ran
 */
export function buildProgram(
  { stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>,
  actions: Actions,
  conclude: (code: number) => void,
): Command {
  const program = new Command('wf-defaults')
    .description('Gives Argo Workflows the defaults of a cluster, and shows what it would do to them.')
    .version(packageFile.version)
    .addHelpText('after', OVERVIEW)
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .showHelpAfterError(HINT)
    .exitOverride()
  const run =
    <Options>(action: (options: Options) => Promise<number>) =>
    async (options: Options) =>
      conclude(await action(options))

  addServe(program).action(run(actions.serve))
  addMutate(program).action(run(actions.mutate))
  addExplain(program).action(run(actions.explain))
  addSettings(program).action(run(actions.settings))
  addCheck(program).action(run(actions.check))
  return program
}

function addServe(program: Command): Command {
  const serve = program
    .command('serve')
    .summary('run the webhook')
    .description('Runs the webhook.')
    .addHelpText('after', SERVE_HELP)
  for (const [name, { argument, description, fallback }] of Object.entries<ServeFlag>(SERVE_FLAGS)) {
    const shown = fallback === undefined || argument === '' ? description : `${description} (default: ${fallback})`
    serve.option(`--${name}${argument && ` <${argument}>`}`, shown)
  }
  return serve
}

function addMutate(program: Command): Command {
  const mutate = program.command('mutate').summary('print objects as the webhook would leave them')
  return addInputs(mutate)
    .description('Prints objects as the webhook would leave them.')
    .addOption(
      new Option('-o, --output <FORMAT>', 'how to print them')
        .choices(['yaml', 'json', 'patch', 'diff'])
        .default('yaml'),
    )
    .addHelpText('after', MUTATE_HELP)
}

function addExplain(program: Command): Command {
  const explain = program.command('explain').summary('print what would be done, and why, default by default')
  return addInputs(explain)
    .description('Prints what would be done to objects, and why, default by default.')
    .addOption(new Option('-o, --output <FORMAT>', 'how to print it').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXPLAIN_HELP)
}

function addSettings(program: Command): Command {
  const settings = program
    .command('settings')
    .summary('print the settings in force, and where each is from')
    .description('Prints the settings in force, and where each is from: for the cluster, or for objects or Namespaces.')
    .option(
      '-f, --filename <FILE|DIR|->',
      'for which objects: a file, a folder, or - for standard input; repeatable',
      collect,
    )
  return addCommonFlags(settings)
    .option('--from-tfvars <FILE>', 'turn the inputs of wf_spec in a .tfvars.json into a settings file')
    .addOption(
      new Option('-o, --output <FORMAT>', 'how to print them').choices(['text', 'yaml', 'json']).default('text'),
    )
    .addHelpText('after', SETTINGS_HELP)
}

function addCheck(program: Command): Command {
  return program
    .command('check')
    .summary('check a settings file')
    .description('Checks a settings file, and names every fault with its path.')
    .requiredOption('--settings <FILE>', 'the file to check')
    .addHelpText('after', CHECK_HELP)
}

/** The flags of every command that reads manifests. */
function addInputs(command: Command): Command {
  return addCommonFlags(
    command.requiredOption(
      '-f, --filename <FILE|DIR|->',
      'what to read: a file, a folder, or - for standard input; repeatable',
      collect,
    ),
  )
}

function addCommonFlags(command: Command): Command {
  return command
    .option('-R, --recursive', 'read the sub-folders of a folder too')
    .option('-n, --namespace <NAMESPACE>', 'where objects go that name no namespace', 'default')
    .option('--settings <FILE>', 'the settings; without it the built-in ones')
}

function collect(name: string, before: readonly string[] = []): readonly string[] {
  return [...before, name]
}
