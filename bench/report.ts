import type { Figures } from './figures.ts'
import { LARGE_PER_SECOND, SMALL_PER_SECOND } from './measure-mixed.ts'
import type { Summary } from './statistics.ts'
import type { Target } from './targets.ts'

/** Renders the figures and what became of the targets, for a person. */
export function render(figures: Figures, targets: readonly Target[]): string {
  const { node, cores, othersBusy, throughput, mixed, linear, annotations, memory, start, logLinesPerRequest } = figures
  const rounds = throughput[0]?.requestsPerSecond.count ?? 0
  return [
    `wf-defaults benchmark: Node ${node}, ${cores} cores, median of ${rounds} interleaved rounds (least to most), over TLS with keep-alive`,
    table(
      [
        'size',
        'server',
        'requests/s',
        'CPU/request',
        'p50',
        'p99',
        'by bare',
        'by usual',
        'CPU by bare',
        'server busy',
        'client busy',
      ],
      throughput.map((row) => [
        `${kilobytes(row.bodyBytes)} (${row.templates})`,
        row.server,
        spread(row.requestsPerSecond, 0),
        `${row.cpuMs.median.toFixed(3)} ms`,
        ms(row.p50Ms),
        ms(row.p99Ms),
        spread(row.requestsByBare, 2),
        spread(row.requestsByUsual, 2),
        row.cpuByBare.median.toFixed(2),
        percent(row.serverBusy),
        percent(row.clientBusy),
      ]),
    ),
    `Mixed load: ${SMALL_PER_SECOND} small reviews a second, alone and while ${LARGE_PER_SECOND} large ones a second arrive`,
    table(
      ['server', 'p50 alone', 'p99 alone', 'p50 mixed', 'p99 mixed', 'requests'],
      mixed.map((row) => [
        row.server,
        ms(row.aloneP50Ms),
        ms(row.aloneP99Ms),
        ms(row.mixedP50Ms),
        ms(row.mixedP99Ms),
        `${row.requests}`,
      ]),
    ),
    'Cost by the number of templates (lean ones)',
    table(
      ['templates', 'patch', 'decide', 'a template', 'server CPU', 'a template'],
      linear.map(({ templates, patchBytes, decideUs, serverUs }) => [
        `${templates}`,
        kilobytes(patchBytes),
        us(decideUs),
        us(decideUs / templates),
        us(serverUs),
        us(serverUs / templates),
      ]),
    ),
    `Server CPU of a small request with five settings in annotations, by one with none: ${spread(annotations, 2)}`,
    `RSS: ${memory.beforeLoad.toFixed(0)} MiB before load, ${memory.now.toFixed(0)} MiB after it, at most ${memory.most.toFixed(0)} MiB`,
    `Spawn to first answer: ${spread(start, 0)} ms, ${start.count} spawns`,
    `Request log: ${logLinesPerRequest.toFixed(2)} lines a request`,
    `Other processes had ${percent(othersBusy)} of the machine${othersBusy > QUIET ? ': run it again on a quiet one' : ''}`,
    '',
    ...targets.map(
      ({ name, wanted, measured, isMet }) =>
        `${isMet ? 'ok    ' : 'missed'}  ${name.padEnd(46)} ${measured.padStart(8)}  (${wanted})`,
    ),
    '',
  ].join('\n')
}

/** What a machine does by itself. */
const QUIET = 0.05

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const lines = all.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
  return `\n${lines.join('\n')}\n`
}

function spread({ median, least, most }: Summary, digits: number): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} KB`
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`
}

function us(value: number): string {
  return `${value.toFixed(value < 100 ? 2 : 0)} µs`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}
