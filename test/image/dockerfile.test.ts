import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { ask } from '../server/helpers/ask.ts'
import { findFreePort } from '../server/helpers/options.ts'
import { until } from '../server/helpers/until.ts'

// What builds images is not needed: the Dockerfile's own steps are done one by one, in folders that have nothing else.

/** One instruction: its word, and what it says. */
interface Instruction {
  readonly word: string
  readonly text: string
}

/** The root file system of a stage, as far as the Dockerfile makes it, and what is set there. */
interface Stage {
  readonly root: string
  workdir: string
  readonly settings: Map<string, string>
}

const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-image-'))
chmodSync(folder, 0o755)
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

const instructions = readInstructions()
const stages = build()
const [, image] = stages

t.test('is built from a base that is pinned, and run as a user that is not root', async (t) => {
  const bases = instructions.filter(({ word }) => word === 'FROM').map(({ text }) => text.split(' ')[0])

  for (const base of bases) t.match(base, /^node:\d+\.\d+\.\d+-/u)
  t.match(image?.settings.get('USER'), /^[1-9]\d*:[1-9]\d*$/u)
})

t.test('runs the version of Node that the tests run on', async (t) => {
  t.match(instructions[0]?.text, new RegExp(`^node:${process.versions.node}-`, 'u'))
})

t.test('holds the bundle and nothing else', async (t) => {
  const files = globSync('**/*', { cwd: image?.root ?? '' }).filter((file) => file.includes('.'))

  t.ok(files.includes('app/dist/main.js'))
  for (const file of files) t.match(file, /^app\/(?:package\.json|dist\/.*\.(?:js|LEGAL\.txt))$/u)
})

t.test('serves from files that nobody may write, as a user without rights, and ends when it is told to', async (t) => {
  const { root, workdir, settings } = image ?? { root: '', workdir: '', settings: new Map<string, string>() }
  const [, ...flags] = [...parse(settings.get('ENTRYPOINT')), ...parse(settings.get('CMD'))]
  const [port, opsPort] = [await findFreePort(), await findFreePort()]
  spawnSync('chmod', ['-R', 'a-w,a+rX', root])
  const [uid, gid] = (settings.get('USER') ?? '').split(':').map(Number)
  const asUser = process.getuid?.() === 0 ? { uid, gid } : {}

  const env = [`WF_DEFAULTS_PORT=${port}`, `WF_DEFAULTS_OPS_PORT=${opsPort}`, 'WF_DEFAULTS_DEBUG_PORT=0']
  const args = flags.map((flag) => flag.replace(/^\/app/u, join(root, 'app')))
  // Without what tap puts into the environment of whatever is spawned.
  const server = spawn('env', ['-i', ...env, process.execPath, ...args], {
    ...asUser,
    cwd: join(root, workdir),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  t.teardown(() => server.kill('SIGKILL'))
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const ready = await until('it is ready', async () => ask(`http://127.0.0.1:${opsPort}/readyz`).catch(() => undefined))
  server.kill('SIGINT')

  t.equal(ready.status, 200)
  t.equal(await ended, 0)
})

function readInstructions(): readonly Instruction[] {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ word: line.split(' ', 1)[0] ?? '', text: line.replace(/^\S+ /u, '') }))
}

function build(): readonly Stage[] {
  const built: Stage[] = []
  for (const instruction of instructions) {
    if (instruction.word === 'FROM')
      built.push({ root: join(folder, `${built.length}`), workdir: '/', settings: new Map() })
    const stage = built.at(-1)
    if (stage !== undefined) follow(instruction, stage, built)
  }
  return built
}

function follow({ word, text }: Instruction, stage: Stage, built: readonly Stage[]): void {
  if (word === 'WORKDIR') {
    stage.workdir = text
    mkdirSync(join(stage.root, text), { recursive: true })
  } else if (word === 'COPY') copy(text.split(' '), stage, built)
  else if (word === 'RUN') run(text, join(stage.root, stage.workdir))
  else stage.settings.set(word, text)
}

/** From the stage before, or from what .dockerignore lets in of this folder. */
function copy(words: readonly string[], { root, workdir }: Stage, built: readonly Stage[]): void {
  const isFromStage = words[0]?.startsWith('--from=') === true
  const paths = isFromStage ? words.slice(1) : words
  const to = join(root, workdir, paths.at(-1) ?? '')
  for (const path of paths.slice(0, -1)) {
    if (!isFromStage && !isLetIn(path)) throw new Error(`.dockerignore keeps ${path} out`)
    const from = isFromStage ? join(built[0]?.root ?? '', path) : path
    const isFolder = to.endsWith('/')
    cpSync(from, isFolder ? join(to, path.split('/').at(-1) ?? '') : to, { recursive: true })
  }
}

function isLetIn(path: string): boolean {
  return readFileSync('.dockerignore', 'utf8').split('\n').includes(`!${path}`)
}

/** With nothing of this process's environment but where programs are, and what npm has in its cache. */
function run(command: string, cwd: string): void {
  const { HOME, PATH, npm_config_cache, npm_config_registry } = process.env
  const npm = { npm_config_cache, npm_config_registry, npm_config_prefer_offline: 'true', npm_config_audit: 'false' }
  const env = { HOME, PATH: `${dirname(process.execPath)}:${PATH}`, ...npm }
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${stderr}\n${readdirSync(cwd).join(' ')}`)
}

function parse(list = '[]'): readonly string[] {
  return JSON.parse(list) as readonly string[]
}
