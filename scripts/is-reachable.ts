import { spawnSync } from 'node:child_process'

const limitMs = 4000

const probe = `
  await fetch(process.argv[1], { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(${limitMs}) })
`

/** Whether an address answers within four seconds, so that a download behind it is worth starting. */
export function isReachable(address: string): boolean {
  // A process of its own, because only the command line makes Node's fetch use the proxy of the environment.
  const { status } = spawnSync(process.execPath, ['--use-env-proxy', '--input-type=module', '--eval', probe, address], {
    timeout: 2 * limitMs,
    stdio: 'ignore',
  })
  return status === 0
}
