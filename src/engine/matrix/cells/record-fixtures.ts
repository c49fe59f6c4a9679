import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { RunStatus } from '../../../shared/model/ledger.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import { Ledger } from '../../ledger/ledger.ts'
import { formatTimestampNs } from '../../table/timestamp.ts'
import type { PlanFolder } from '../plan/plan-fixtures.ts'

/** Records a build of an artifact as it lies there now, but for its digest, which is that of `built`. */
export async function recordBuild(
  { folder, plan }: { folder: PlanFolder; plan: Plan },
  runId: string,
  artifact: string,
  status: Exclude<RunStatus, 'started'> = 'completed',
): Promise<void> {
  const path = folder.path('out', artifact)
  const stats = statSync(path, { bigint: true })
  const ledger = await Ledger.open(folder.path('workspace'))
  const startTime = new Date().toISOString()
  ledger.start({ runId, operation: 'build', lane: plan.name, startTime, body: {} })
  const data = {
    permutation_id: artifact.replace('.bin', ''),
    plan: plan.path,
    path,
    size_bytes: Number(stats.size),
    modified_utc: formatTimestampNs(stats.mtimeNs),
    sha256: createHash('sha256').update('built').digest('hex'),
  }
  ledger.append(runId, [{ timestamp: startTime, type: 'artifact', data }])
  ledger.end(runId, { status, endTime: startTime, durationMs: 5, body: {}, errorCount: 0, lane: plan.name })
  ledger.close()
}
