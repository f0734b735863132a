import { readFileSync } from 'node:fs'

/** Linux reports times in ticks of this length, whatever the kernel's own clock. */
const TICK_MS = 10
const KIB_PER_MIB = 1024

/** The CPU time that a process has used, all its threads together, in milliseconds. Reads /proc: Linux only. */
export function readCpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold blanks: the fields are counted from behind it, `utime` and `stime` being the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** The memory that a process holds, and the most that it ever held, in MiB. */
export function readMemory(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'mu').exec(status)?.[1]) / KIB_PER_MIB
  return { now: read('VmRSS'), most: read('VmHWM') }
}

/** The CPU time that all processes of the machine have used, in milliseconds. */
export function readMachineCpuMs(): number {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.trim().split(/ +/u).slice(1).map(Number) ?? []
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields
  return (user + nice + system + irq + softirq + steal) * TICK_MS
}
