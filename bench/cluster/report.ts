import type { ClusterSize } from './fill-cluster.ts'
import type { Measured } from './measure-replica.ts'

/** What it may take, in MiB. */
const MAX_MEMORY = 160

/** The figures as a table in Markdown. */
export function render({ namespaces, serviceAccounts }: ClusterSize, measured: Measured): string {
  const { readyMs, listedMs, listed, asked, requestMs } = measured
  const rows = [
    ['from spawn to ready', `${Math.round(readyMs)} ms`, ''],
    ['from spawn to all Namespaces known', `${Math.round(listedMs)} ms`, ''],
    ['memory then (most)', `${Math.round(listed.now)} (${Math.round(listed.most)}) MiB`, judge(listed.most)],
    [
      'memory after two requests for each (most)',
      `${Math.round(asked.now)} (${Math.round(asked.most)}) MiB`,
      judge(asked.most),
    ],
    ['first request for a Namespace, mean', `${requestMs.first.toFixed(1)} ms`, ''],
    ['second request, mean', `${requestMs.second.toFixed(1)} ms`, ''],
  ]
  const head = [`| ${namespaces} Namespaces, ${serviceAccounts} ServiceAccounts | | aim |`, '| --- | --- | --- |']
  return `${[...head, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n')}\n`
}

function judge(memory: number): string {
  return `${MAX_MEMORY} MiB: ${memory <= MAX_MEMORY ? 'met' : 'missed'}`
}
