import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { BuilderCommand } from './builder-command.ts'
import { BuilderLines } from './builder-lines.ts'
import { holdGroup, signalGroup, stopGraceMs } from './process-group.ts'

/** What a builder's end leaves to others to end by themselves. */
const strayGraceMs = 2000
/** What of those that were ended is still in the pipes is read for so long. */
const drainMs = 500

/** What is told of a builder while it runs. */
export interface BuilderListener {
  readonly onStart: (processId: number) => void
  readonly onOutput: (line: string) => void
  readonly onErrorOutput: (line: string) => void
}

export interface BuilderEnd {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** Why it could not be started at all. */
  readonly startError: NodeJS.ErrnoException | undefined
  /** Processes it had started and that were still there: `loose` are those it took out of its group, which go on. */
  readonly strays: Strays
}

type Strays = 'none' | 'ended' | 'loose'

type Builder = ChildProcessByStdio<null, Readable, Readable>

/**
 * Runs a builder in a process group of its own until all of it has ended; what has left the group is not waited for. An
 * abort asks the group to end, and ends it by force after five seconds. Never rejects.
 */
export async function runBuilder(
  command: BuilderCommand,
  listener: BuilderListener,
  signal: AbortSignal | undefined,
): Promise<BuilderEnd> {
  const [program = '', ...words] = command.words
  const child = spawn(program, words, {
    cwd: command.folder,
    env: { ...process.env, ...command.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const { pid } = child
  if (pid === undefined) return { exitCode: null, signal: null, startError: await startErrorOf(child), strays: 'none' }
  const release = holdGroup(pid)
  const stopStopping = stopOnAbort(pid, signal)
  listener.onStart(pid)
  const output = readLines(child.stdout, listener.onOutput)
  const errorOutput = readLines(child.stderr, listener.onErrorOutput)
  try {
    const end = await exitOf(child)
    const strays = await endStrays(pid, child, Promise.all([output, errorOutput]))
    return { ...end, startError: undefined, strays }
  } finally {
    stopStopping()
    release()
  }
}

function startErrorOf(child: Builder): Promise<NodeJS.ErrnoException> {
  return new Promise((resolve) => child.once('error', resolve))
}

function exitOf(child: Builder): Promise<Pick<BuilderEnd, 'exitCode' | 'signal'>> {
  return new Promise((resolve) => child.once('exit', (exitCode, signal) => resolve({ exitCode, signal })))
}

function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = new BuilderLines(onLine)
  stream.on('data', (chunk: Buffer) => lines.push(chunk))
  return new Promise((resolve) => {
    stream.once('close', () => {
      lines.end()
      resolve()
    })
  })
}

/** Nobody may write on an artifact that is being checked: what a builder leaves running is ended. */
async function endStrays(leaderId: number, { stdout, stderr }: Builder, outputs: Promise<unknown>): Promise<Strays> {
  let strays = 'none' as Strays
  const end = setTimeout(() => signalGroup(leaderId, 'SIGKILL') && (strays = 'ended'), strayGraceMs)
  // A daemon with a session of its own cannot be found, and may hold the pipes for days.
  const letGo = setTimeout(() => {
    strays = 'loose'
    stdout.destroy()
    stderr.destroy()
  }, strayGraceMs + drainMs)
  await outputs
  clearTimeout(end)
  clearTimeout(letGo)
  const wereLeft = process.platform !== 'win32' && signalGroup(leaderId, 'SIGKILL')
  return wereLeft && strays === 'none' ? 'ended' : strays
}

function stopOnAbort(leaderId: number, signal: AbortSignal | undefined): () => void {
  let timer: NodeJS.Timeout | undefined
  const stop = (): void => {
    signalGroup(leaderId, 'SIGTERM')
    timer = setTimeout(() => signalGroup(leaderId, 'SIGKILL'), stopGraceMs)
  }
  if (signal?.aborted === true) stop()
  signal?.addEventListener('abort', stop, { once: true })
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
