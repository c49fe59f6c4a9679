import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'

export interface Measured {
  /** Whole process, in milliseconds, one a round. */
  readonly wallMs: readonly number[]
  readonly peakMiB: number
}

export interface Command {
  readonly name: string
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** The exit status it must have; 0 if not given. */
  readonly status?: number
  /** Folder whose files are read before each run, because some tools drop what they read from the page cache. */
  readonly warm?: string
  /** Folder removed before each run, for what is done there for the first time. */
  readonly removed?: string
}

/** A command slower than this is measured once. */
const slowMs = 10_000

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The most memory the process has held so far, as Linux tells it; 0 elsewhere. */
function readPeakMiB(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

async function runOnce(command: Command): Promise<{ wallMs: number; peakMiB: number }> {
  const [program = '', ...args] = command.argv
  const startedMs = performance.now()
  const child = spawn(program, args, { cwd: command.cwd, env: { ...process.env, ...command.env }, stdio: 'ignore' })
  let peakMiB = 0
  const timer = setInterval(() => {
    peakMiB = Math.max(peakMiB, readPeakMiB(child.pid))
  }, 50)
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  })
  clearInterval(timer)
  if (status !== (command.status ?? 0))
    throw new Error(`${command.name} ended with status ${status}: ${command.argv.join(' ')}`)
  return { wallMs: performance.now() - startedMs, peakMiB }
}

function warmUp(folder: string | undefined): void {
  if (folder === undefined) return
  spawnSync('sh', ['-c', 'find . -type f -print0 | xargs -0 cat > /dev/null'], { cwd: folder, stdio: 'ignore' })
}

/** Runs the commands in turn, A B C A B C, after one round that is not counted, so that drift falls on all alike. */
export async function measureInTurn(commands: readonly Command[], rounds: number): Promise<Map<string, Measured>> {
  const results = new Map(commands.map((command) => [command.name, { wallMs: [] as number[], peakMiB: 0 }]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const command of commands) {
      const result = results.get(command.name)
      if (result === undefined || (result.wallMs[0] ?? 0) > slowMs) continue
      warmUp(command.warm)
      if (command.removed !== undefined) rmSync(command.removed, { recursive: true, force: true })
      const { wallMs, peakMiB } = await runOnce(command)
      if (round === 0 && wallMs <= slowMs) continue
      result.wallMs.push(wallMs)
      result.peakMiB = Math.max(result.peakMiB, peakMiB)
    }
  }
  return results
}
