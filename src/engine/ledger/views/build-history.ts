import type { DatabaseSync } from 'node:sqlite'
import { runStatusSchema, type RunStatus } from '../../../shared/model/ledger.ts'
import { artifactEventSchema, type BuildFact } from '../../matrix/cells/build-facts.ts'
import { closeOrphans } from '../close-orphans.ts'
import { guardLedger, ledgerPath, openLedgerDatabase } from '../ledger-database.ts'
import type { Row } from '../run-rows.ts'

/** Milliseconds since 1970 UTC; null where nobody said. */
export interface PhaseTimes {
  readonly startedMs: number | null
  readonly completedMs: number | null
}

/** A build of a cell, as the ledger has it. */
export interface BuildRecord {
  readonly runId: string
  readonly status: RunStatus
  /** Name of its plan. */
  readonly lane: string
  /** Where the artifact was to be. */
  readonly outputPath: string
  readonly permutationId: string
  readonly startMs: number
  /** Null until it has ended. */
  readonly durationMs: number | null
  readonly errorCount: number
  /** The artifact it made; null where it came to none. */
  readonly fact: BuildFact | null
}

const sql = `SELECT id, run_id, status, lane, start_ms, duration_ms, error_count, hash,
    json_extract(body, '$.output_path') AS output_path, json_extract(body, '$.permutation_id') AS permutation_id
  FROM runs WHERE operation = 'build' AND source = 'assay'`
const phaseSql = `SELECT timestamp, type, json_extract(data, '$.phase') AS phase FROM events
  WHERE run = (SELECT id FROM runs WHERE run_id = ?) AND type IN ('phase_started', 'phase_completed') ORDER BY sequence`
const artifactSql = `SELECT data FROM events WHERE run = ? AND type = 'artifact' ORDER BY sequence DESC LIMIT 1`

/**
 * The builds of a workspace, kept up to date: only rows that came or ended since are read. Synchronous: for a thread of its
 * own. Errors of all methods: `ledger-damaged`, `write-failed` (held by another program for too long).
 */
export class BuildHistory {
  private readonly database: DatabaseSync
  private readonly path: string
  private readonly byRow = new Map<number, BuildRecord>()
  private readonly rowsByCell = new Map<string, number[]>()
  private readonly openRows = new Set<number>()
  private newestRow = 0
  /** Grows with each look that found builds new or in another state. */
  version = 0

  private constructor(database: DatabaseSync, path: string) {
    this.database = database
    this.path = path
  }

  static async open(workspace: string): Promise<BuildHistory> {
    return new BuildHistory(await openLedgerDatabase(workspace), ledgerPath(workspace))
  }

  close(): void {
    this.database.close()
  }

  /** Takes in what came since, and ends builds whose process is gone. Returns the builds that are new or in another state. */
  refresh(): BuildRecord[] {
    closeOrphans(this.database, this.path)
    return guardLedger(this.path, () => {
      const open = [...this.openRows]
      const named = open.map(() => '?').join(', ')
      const rows = this.database
        .prepare(`${sql} AND (id > ? OR id IN (${named})) ORDER BY id`)
        .all(this.newestRow, ...open)
      const news = rows.flatMap((row) => this.take(row) ?? [])
      if (news.length > 0) this.version += 1
      return news
    })
  }

  /** All builds of a cell, oldest first. */
  ofCell(lane: string, permutationId: string): BuildRecord[] {
    const rows = this.rowsByCell.get(keyOf(lane, permutationId)) ?? []
    return rows.flatMap((row) => this.byRow.get(row) ?? [])
  }

  /** All builds of the plans of a name, oldest first. */
  *ofLane(lane: string): Generator<BuildRecord> {
    for (const record of this.byRow.values()) if (record.lane === lane) yield record
  }

  /** When each phase began and was complete, as far as these builds tell; of a phase that was done again, the last time. */
  phasesOf(runIds: readonly string[]): Map<number, PhaseTimes> {
    const phases = new Map<number, PhaseTimes>()
    const statement = this.database.prepare(phaseSql)
    for (const row of runIds.flatMap((runId) => statement.all(runId))) {
      const phase = Number(row['phase'])
      const timeMs = Date.parse(String(row['timestamp']))
      const isStart = row['type'] === 'phase_started'
      const startedMs = isStart ? timeMs : (phases.get(phase)?.startedMs ?? null)
      phases.set(phase, { startedMs, completedMs: isStart ? null : timeMs })
    }
    return phases
  }

  find(runId: string): BuildRecord | undefined {
    for (const record of this.byRow.values()) if (record.runId === runId) return record
    return undefined
  }

  /** The build, where it is new or in another state. */
  private take(row: Row): BuildRecord | undefined {
    const id = Number(row['id'])
    const record = this.toRecord(id, row)
    const before = this.byRow.get(id)
    if (before === undefined) {
      const key = keyOf(record.lane, record.permutationId)
      const rows = this.rowsByCell.get(key)
      if (rows === undefined) this.rowsByCell.set(key, [id])
      else rows.push(id)
    }
    this.byRow.set(id, record)
    if (row['hash'] === null) this.openRows.add(id)
    else this.openRows.delete(id)
    this.newestRow = Math.max(this.newestRow, id)
    return before?.status === record.status && before.fact?.sha256 === record.fact?.sha256 ? undefined : record
  }

  private toRecord(id: number, row: Row): BuildRecord {
    const build = {
      runId: String(row['run_id']),
      status: runStatusSchema.parse(row['status']),
      durationMs: row['duration_ms'] === null ? null : Number(row['duration_ms']),
    }
    const told = this.database.prepare(artifactSql).get(id)
    const data = told === undefined ? undefined : artifactEventSchema.safeParse(JSON.parse(String(told['data']))).data
    const fact = data && {
      ...build,
      permutationId: data.permutation_id,
      path: data.path,
      sizeBytes: data.size_bytes,
      modifiedUtc: data.modified_utc,
      sha256: data.sha256,
    }
    return {
      ...build,
      lane: String(row['lane']),
      outputPath: String(row['output_path'] ?? data?.path ?? ''),
      permutationId: String(row['permutation_id'] ?? data?.permutation_id ?? ''),
      startMs: Number(row['start_ms']),
      errorCount: Number(row['error_count']),
      fact: fact ?? null,
    }
  }
}

function keyOf(lane: string, permutationId: string): string {
  return `${permutationId}\0${lane}`
}
