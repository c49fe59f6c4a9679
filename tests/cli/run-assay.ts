import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))
const pinnedNode = join(project, 'node_modules/node/bin/node')
/** The Node that runs sources, whatever runs the tests. */
export const sourceNode = existsSync(pinnedNode) ? pinnedNode : process.execPath
export const sourceEntry = join(project, 'src/cli/assay.ts')
export const builtEntry = join(project, 'out/cli/assay.js')
const testBuild = process.env['ASSAY_TEST_BUILD'] ?? project
const compileCache = join(testBuild, 'out/compile-cache')

export interface Ended {
  readonly exitCode: number | null
  /** What ended it, where it did not exit by itself. */
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

type Child = ChildProcessByStdio<Writable | null, Readable, Readable>

/** A folder with a workspace of its own, in which the real command line is run. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'assay-cli-'))
  readonly workspace = join(this.folder, 'workspace')
  readonly tree = join(this.folder, 'tree')
  node = sourceNode
  /** Built of the sources at hand (tests/build-programs.ts). */
  entry = join(testBuild, 'out/cli/assay.js')

  constructor() {
    mkdirSync(this.tree)
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Starts the command line; `wrapper` is a program, with its arguments, that starts it in turn. */
  start(args: readonly string[], wrapper: readonly string[] = []): Child {
    const [command = this.node, ...rest] = [...wrapper, this.node, this.entry, ...args]
    return spawn(command, rest, {
      cwd: this.folder,
      env: { ...process.env, ASSAY_HOME: this.workspace, NODE_COMPILE_CACHE: compileCache, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  run(...args: string[]): Promise<Ended> {
    return waitForEnd(this.start(args))
  }

  /** As a user whom file permissions hold back: root without its capabilities is one. */
  runUnprivileged(...args: string[]): Promise<Ended> {
    const isRoot = process.getuid?.() === 0
    return waitForEnd(this.start(args, isRoot ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []))
  }

  /** Runs with `--json`, and parses what it prints. */
  async runJson(...args: string[]): Promise<{ exitCode: number | null; json: Json; stderr: string }> {
    const { exitCode, stdout, stderr } = await this.run(...args, '--json')
    return { exitCode, json: JSON.parse(stdout), stderr }
  }
}

// What tests read of documents whose exact keys they check.
// oxlint-disable-next-line typescript/no-explicit-any -- a test may look anywhere into a parsed document
export type Json = any

export async function waitForEnd(child: Child): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const end = await new Promise<Pick<Ended, 'exitCode' | 'signal'>>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }))
  })
  return { ...end, stdout, stderr }
}

/** Resolves once the stream has said something that matches. */
export function waitForText(stream: Readable, pattern: RegExp): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const match = pattern.exec(text)
      if (match !== null) resolve(match[0])
    })
    stream.once('end', () => reject(new Error(`ended without ${String(pattern)}: ${text}`)))
  })
}
