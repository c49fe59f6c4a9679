import type { DatabaseSync } from 'node:sqlite'
import type { FolderHistory, HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { historyPointSchema } from '../../../shared/ipc/ledger-schemas.ts'
import type { Row } from '../run-rows.ts'

const maxPoints = 2000

type History = Pick<FolderHistory, 'points' | 'totalCount' | 'lastProvenGoodMs'>

const sql = `SELECT run_id, operation, start_ms,
    json_extract(body, '$.result.status') AS status,
    coalesce(json_extract(body, '$.result.file_count'), json_extract(body, '$.result.right.file_count')) AS files,
    coalesce(json_extract(body, '$.result.total_size_bytes'), json_extract(body, '$.result.right.total_size_bytes')) AS bytes,
    json_extract(body, '$.result.finding_count') AS findings,
    json_extract(body, '$.result.counts') AS counts,
    json_extract(body, '$.result.is_quick') AS quick
  FROM runs
  WHERE source = 'assay' AND operation IN ('snapshot', 'verify', 'watch') AND json_extract(body, '$.result.status') IS NOT NULL
    AND (lane = ? OR json_extract(body, '$.result.right.location') = ?)
  ORDER BY start_ms, id`

/**
 * What became of a folder: each snapshot, verify and watch of it that has a result, oldest first. Of more than 2,000 those
 * are kept that show: in each of 500 stretches the first, the last, the one with the most findings and the largest.
 */
export function readFolderHistory(database: DatabaseSync, directory: string): History {
  const points = database.prepare(sql).all(directory, directory).flatMap(toPoint)
  const proof = points.findLast(({ kind, status, isQuick }) => kind !== 'snapshot' && status === 'clean' && !isQuick)
  return { points: thin(points), totalCount: points.length, lastProvenGoodMs: proof?.timeMs ?? null }
}

function toPoint(row: Row): HistoryPoint[] {
  const isSnapshot = row['operation'] === 'snapshot'
  const parsed = historyPointSchema.safeParse({
    runId: row['run_id'],
    kind: row['operation'],
    timeMs: row['start_ms'],
    fileCount: row['files'],
    totalSizeBytes: row['bytes'],
    // A snapshot proves nothing about the folder: it is what later ones are held against.
    status: isSnapshot ? null : row['status'],
    findingCount: isSnapshot ? null : row['findings'],
    counts: typeof row['counts'] === 'string' ? JSON.parse(row['counts']) : {},
    isQuick: row['quick'] === 1,
  })
  return parsed.success ? [parsed.data] : []
}

function thin(points: readonly HistoryPoint[]): HistoryPoint[] {
  if (points.length <= maxPoints) return [...points]
  const stretchCount = maxPoints / 4
  const kept = new Set<HistoryPoint>()
  for (let at = 0; at < stretchCount; at += 1) {
    const start = Math.floor((at * points.length) / stretchCount)
    const stretch = points.slice(start, Math.floor(((at + 1) * points.length) / stretchCount))
    for (const point of [stretch[0], stretch.at(-1), most(stretch, 'findingCount'), most(stretch, 'fileCount')]) {
      if (point !== undefined) kept.add(point)
    }
  }
  return points.filter((point) => kept.has(point))
}

function most(points: readonly HistoryPoint[], key: 'findingCount' | 'fileCount'): HistoryPoint | undefined {
  return points.reduce<HistoryPoint | undefined>(
    (best, point) => (best === undefined || (point[key] ?? -1) > (best[key] ?? -1) ? point : best),
    undefined,
  )
}
