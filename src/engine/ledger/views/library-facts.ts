import type { DatabaseSync } from 'node:sqlite'
import type { LastVerify } from '../../../shared/ipc/library-schemas.ts'
import { lastVerifySchema } from '../../../shared/ipc/library-schemas.ts'
import type { Row } from '../run-rows.ts'

/** A manifest that a snapshot wrote. */
export interface WrittenManifest {
  readonly path: string
  readonly directory: string
  readonly finishedUtc: string
}

/** A verify that ended, with the path of the manifest it was against and the folder it looked at. */
export interface EndedVerify extends LastVerify {
  readonly manifest: string
  readonly directory: string
}

/** What the ledger knows of the library, newest first: of each manifest who wrote it last, and the verifies that count. */
export interface LibraryFacts {
  readonly written: readonly WrittenManifest[]
  readonly verifies: readonly EndedVerify[]
}

const columns = `id, operation, hash, lane,
  json_extract(body, '$.manifest') AS manifest, json_extract(body, '$.finished_utc') AS finished_utc,
  json_extract(body, '$.result.kind') AS kind, json_extract(body, '$.result.manifest') AS written,
  CASE WHEN operation = 'verify' THEN json_object(
    'runId', run_id, 'finishedUtc', json_extract(body, '$.result.finished_utc'),
    'status', json_extract(body, '$.result.status'), 'findingCount', json_extract(body, '$.result.finding_count'),
    'counts', json_extract(body, '$.result.counts'),
    'isQuick', json(CASE json_extract(body, '$.result.is_quick') WHEN 1 THEN 'true' ELSE 'false' END)) END AS verify,
  json_extract(body, '$.result.right.location') AS location`

/**
 * Keeps what the library shows of the ledger up to date: only rows that came or ended since are read. Of many verifies of
 * a folder against a manifest the newest is kept, and the newest that proved it good.
 */
export class LibraryFactsReader {
  private readonly database: DatabaseSync
  private readonly written = new Map<string, WrittenManifest>()
  private readonly verifies = new Map<string, EndedVerify>()
  private readonly openIds = new Set<number>()
  private newestId = 0
  /** Grows with each run that starts or ends. */
  version = 0

  constructor(database: DatabaseSync) {
    this.database = database
  }

  read(): LibraryFacts {
    this.refresh()
    const newestFirst = (left: { finishedUtc: string }, right: { finishedUtc: string }): number =>
      left.finishedUtc < right.finishedUtc ? 1 : -1
    return {
      written: [...this.written.values()].toSorted(newestFirst),
      verifies: [...this.verifies.values()].toSorted(newestFirst),
    }
  }

  /** Takes in what changed since. */
  refresh(): void {
    const open = [...this.openIds]
    const marks = open.map(() => '?').join(', ')
    const sql = `SELECT ${columns} FROM runs WHERE (id > ? OR id IN (${marks})) AND source = 'assay' ORDER BY id`
    for (const row of this.database.prepare(sql).iterate(this.newestId, ...open)) this.take(row)
    const last = Number(this.database.prepare('SELECT max(id) AS id FROM runs').get()?.['id'] ?? 0)
    if (last > this.newestId) this.version += 1
    this.newestId = Math.max(this.newestId, last)
  }

  private take(row: Row): void {
    const id = Number(row['id'])
    if (row['hash'] === null) {
      this.openIds.add(id)
      return
    }
    if (this.openIds.delete(id)) this.version += 1
    if (row['kind'] === 'snapshot') this.takeSnapshot(row)
    if (row['kind'] === 'verify') this.takeVerify(row)
  }

  private takeSnapshot(row: Row): void {
    const path = row['written']
    if (typeof path !== 'string') return
    const directory = String(row['lane'])
    const finishedUtc = String(row['finished_utc'] ?? '')
    const known = this.written.get(path)
    if (known === undefined || known.finishedUtc <= finishedUtc)
      this.written.set(path, { path, directory, finishedUtc })
  }

  private takeVerify(row: Row): void {
    const { verify, manifest, location } = row
    if (typeof verify !== 'string' || typeof manifest !== 'string') return
    const parsed = lastVerifySchema.safeParse(parseVerify(verify))
    if (!parsed.success) return
    const ended: EndedVerify = { ...parsed.data, manifest, directory: String(location ?? '') }
    const key = `${manifest}\0${ended.directory}`
    const isProof = ended.status === 'clean' && !ended.isQuick
    for (const kept of [key, ...(isProof ? [`${key}\0good`] : [])]) {
      const known = this.verifies.get(kept)
      if (known === undefined || known.finishedUtc <= ended.finishedUtc) this.verifies.set(kept, ended)
    }
  }
}

function parseVerify(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || !('counts' in value)) return value
  // Within an object that SQLite builds, an extracted object may come as its text.
  return typeof value.counts === 'string' ? { ...value, counts: JSON.parse(value.counts) as unknown } : value
}
