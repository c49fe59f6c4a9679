import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Bench, waitForEnd, type Ended } from '../cli/run-assay.ts'

export const isRoot = process.getuid?.() === 0
export const canTrace = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0
export const canLimit = spawnSync('prlimit', ['--nofile=100', 'true']).status === 0
export const canFakeTime = spawnSync('faketime', ['2001-01-01 00:00:00', 'true']).status === 0

/** A call on the temp file of the manifest: the nth of its kind in the thread that makes it. */
export interface SystemCall {
  readonly name: string
  readonly nth: number
}

/** A bench whose snapshots replace a manifest that is there already. */
export class FaultBench extends Bench {
  readonly output = join(this.folder, 'out', 'm.json')
  readonly oldText = `old ${'x'.repeat(5000)}`

  constructor() {
    super()
    mkdirSync(join(this.folder, 'out'))
    for (let i = 0; i < 30; i += 1) writeFileSync(join(this.tree, `file-${i}`), `content ${i}`)
    this.restore()
  }

  restore(): void {
    writeFileSync(this.output, this.oldText)
  }

  snapshot(wrapper: readonly string[] = [], ...more: string[]): Promise<Ended> {
    return waitForEnd(this.start(['snapshot', 'tree', '-o', this.output, '--progress', 'none', ...more], wrapper))
  }

  /** `old`, `new` for a whole manifest that says it is completed, or what else is under its name. */
  state(): string {
    const text = readFileSync(this.output, 'utf8')
    if (text === this.oldText) return 'old'
    try {
      const { status, seal, files } = JSON.parse(text)
      return status === 'completed' && seal.entries === files.length ? 'new' : `wrong: ${text}`
    } catch {
      return `a part: ${text.slice(0, 200)}`
    }
  }

  /** What lies beside the manifest. */
  besides(): string[] {
    return readdirSync(join(this.output, '..')).filter((name) => name !== 'm.json')
  }

  /** File calls from one thread, and none on a cache of compiled code, so that the nth call of a kind is the same one in every run. */
  traceWith(options: readonly string[]): string[] {
    const steady = ['env', 'UV_THREADPOOL_SIZE=1', 'NODE_DISABLE_COMPILE_CACHE=1']
    return [...steady, 'strace', '-f', '-y', '-qq', '-o', join(this.folder, 'calls'), ...options]
  }

  /** The calls that a snapshot makes on its temp file, in order. */
  async recordCalls(): Promise<SystemCall[]> {
    await this.snapshot(this.traceWith(['-e', 'trace=openat,fchmod,write,fsync,close,rename']))
    const counts = new Map<string, number>()
    const calls: SystemCall[] = []
    for (const line of readFileSync(join(this.folder, 'calls'), 'utf8').split('\n')) {
      const [, thread = '', name = ''] = /^(\d+) +(\w+)\(/u.exec(line) ?? []
      if (name === '') continue
      const nth = (counts.get(`${thread} ${name}`) ?? 0) + 1
      counts.set(`${thread} ${name}`, nth)
      if (line.includes('/out/.m.json.')) calls.push({ name, nth })
    }
    this.restore()
    return calls
  }
}
