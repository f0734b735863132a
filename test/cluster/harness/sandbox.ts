import { spawn } from 'node:child_process'

/** Where the parts of the control plane are in the sandbox, and a Pod's own address, by its number from 1. */
export const SANDBOX_ADDRESS = '10.77.0.1'
export function podAddress(number: number): string {
  return `10.77.0.${10 + number}`
}

// In a network of its own, a Service can lead to an address that is not loopback. And what a kubelet lays into a Pod, its
// token under /run and its ConfigMaps under /etc, can be laid there without a trace on this machine.
const PREPARE = [
  'set -e',
  'ip link set lo up',
  // On loopback that makes all 256 addresses this machine's own.
  `ip address add ${SANDBOX_ADDRESS}/24 dev lo`,
  'mount -t tmpfs tmpfs /run',
  'mkdir /run/etc /run/etc/upper /run/etc/work',
  'mount -t overlay -o lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work overlay /etc',
  'exec "$@"',
].join('\n')

/**
 * Runs a command in namespaces of its own (network, mounts, processes), without root too. Whatever it started is gone when it
 * has ended. Returns its exit code.
 * @throws {Error} where this is no Linux with unshare
 */
export async function runInSandbox(command: string, args: readonly string[]): Promise<number> {
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const child = spawn('unshare', [...asRoot, ...namespaces, 'bash', '-c', PREPARE, 'bash', command, ...args], {
    stdio: 'inherit',
  })
  // The terminal's Ctrl-C reaches the command too, which stops its parts: then this ends with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error('these tests need Linux with unshare (util-linux), ip (iproute2) and bash', { cause })),
    )
    child.once('close', (code) => resolve(code ?? 1))
  })
}
