import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Bench, sourceNode, waitForEnd, type Ended, type Json } from '../cli/run-assay.ts'

const examples = fileURLToPath(new URL('../../examples/matrix', import.meta.url))

/** What the example builders take from the environment to act up. */
export interface Acts {
  readonly EXAMPLE_FAIL_IN?: string
  readonly EXAMPLE_DIE_IN?: string
  readonly EXAMPLE_DELAY_MS?: string
  readonly EXAMPLE_DELAY_IN?: string
}

/** One of the example's two plans, and a cell of it. */
export interface ExampleCell {
  readonly plan: string
  readonly outputFolder: string
  readonly id: string
  readonly artifact: string
  readonly phases: readonly string[]
  readonly words: readonly string[]
}

export const sqliteCell: ExampleCell = {
  plan: 'example.plan.yaml',
  outputFolder: 'out',
  id: 'planets_small',
  artifact: 'planets_small.db',
  phases: ['extract', 'embed', 'index'],
  words: ['--input-id', 'planets', '--param-name', 'small'],
}

export const archiveCell: ExampleCell = {
  plan: 'archive.plan.json',
  outputFolder: 'archives',
  id: 'elements_best',
  artifact: 'elements_best.csv.gz',
  phases: ['gather', 'compress', 'check'],
  words: ['--input-id', 'elements', '--param-name', 'best'],
}

/** A copy of the example, in which the real command line is run. */
export class MatrixBench extends Bench {
  readonly project = join(this.folder, 'example')

  constructor() {
    super()
    cpSync(examples, this.project, {
      recursive: true,
      filter: (path) => !/\/(?:out|archives)$/u.test(path),
    })
  }

  /** As `start`, in the project, with the Node of the command line as `node`. */
  startIn(args: readonly string[], acts: Acts = {}) {
    const variables = Object.entries(acts).map(([name, value]) => `${name}=${value}`)
    const path = `PATH=${dirname(sourceNode)}:${process.env['PATH']}`
    return this.start(args, ['env', '-C', this.project, path, ...variables])
  }

  matrix(args: readonly string[], acts: Acts = {}): Promise<Ended> {
    return waitForEnd(this.startIn(['matrix', ...args], acts))
  }

  build(cell: ExampleCell, acts: Acts = {}, ...more: string[]): Promise<Ended> {
    return this.matrix(['build', cell.plan, ...cell.words, ...more], acts)
  }

  artifact(cell: ExampleCell): string {
    return join(this.project, cell.outputFolder, cell.artifact)
  }

  staging(cell: ExampleCell): string {
    return join(this.project, cell.outputFolder, '_build', cell.id)
  }

  progress(cell: ExampleCell): Json {
    return JSON.parse(readFileSync(join(this.staging(cell), `${cell.id}.progress.json`), 'utf8'))
  }

  /** Starts a build that stays in a phase, and resolves with it and its builder once Assay has put on disk that the phase began. */
  async startUntil(cell: ExampleCell, phase: number) {
    const acts = { EXAMPLE_DELAY_MS: '60000', EXAMPLE_DELAY_IN: String(phase) }
    const child = this.startIn(['matrix', 'build', cell.plan, ...cell.words], acts)
    const path = join(this.staging(cell), `${cell.id}.progress.json`)
    for (;;) {
      const { phases = [], builder = null } = existsSync(path) ? this.progress(cell) : {}
      if (phases.length === phase && builder !== null) return { child, builderId: Number(builder.process_id) }
      await pause(10)
    }
  }

  /** Whether the artifact is there, whole; throws on a part of one, and on anything but artifacts beside it. */
  hasWhole(cell: ExampleCell): boolean {
    const path = this.artifact(cell)
    if (!existsSync(path)) return false
    if (cell === archiveCell)
      return gunzipSync(readFileSync(path)).equals(readFileSync(join(this.project, 'data/elements.csv')))
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      const tables = database
        .prepare("SELECT group_concat(name ORDER BY name) AS names FROM sqlite_schema WHERE type = 'table'")
        .get()
      const { count } = database.prepare('SELECT count(*) AS count FROM items JOIN vectors ON item = id').get() ?? {}
      if (tables?.['names'] !== 'items,vectors' || count !== 8)
        throw new Error(`a part: ${JSON.stringify([tables, count])}`)
      return true
    } finally {
      database.close()
    }
  }

  /** What lies in the output folder. */
  outputs(cell: ExampleCell): string[] {
    return readdirSync(join(this.project, cell.outputFolder)).toSorted()
  }
}

/** The phases that were started, as `--progress ndjson` told. */
export function startedPhases(stderr: string): number[] {
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'))
  const records: Json[] = lines.map((line) => JSON.parse(line))
  return records.filter(({ type, status }) => type === 'phase' && status === 'started').map(({ phase }) => phase)
}

/** Resolves with what was said once a stream has said this text. */
export function waitFor(stream: Readable, text: string): Promise<void> {
  let heard = ''
  return new Promise((resolve, reject) => {
    stream.on('data', (part: Buffer | string) => {
      heard += String(part)
      if (heard.includes(text)) resolve()
    })
    stream.once('close', () => reject(new Error(`it ended, and never said ${text}: ${heard}`)))
  })
}
