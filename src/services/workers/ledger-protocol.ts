import type { LibraryFacts, RunLogImport, WrittenFile } from '../../engine/index.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type {
  ChainReportView,
  ErrorTicks,
  EventQuery,
  EventRow,
  EventTotals,
  FolderHistory,
  RunPage,
  RunPageRequest,
  Throughput,
} from '../../shared/ipc/ledger-schemas.ts'
import type { LedgerRun } from '../../shared/model/ledger.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'

type Nothing = Record<string, never>
type Imported = Exclude<RunLogImport, { readonly error: unknown }>

/** What a ledger worker answers, by method; one worker looks at one workspace. */
export interface LedgerMethods {
  page(input: { request: RunPageRequest; limit: number }): RunPage
  errorTicks(input: { rows: readonly number[] }): { ticks: ErrorTicks[] }
  throughput(input: { runId: string }): Throughput
  history(input: { directory: string }): Pick<FolderHistory, 'points' | 'totalCount' | 'lastProvenGoodMs'>
  /** Null where the ledger has no such run; no record of a run of another program. */
  run(input: { runId: string }): { run: LedgerRun | null; record: RunRecord | null }
  newest(input: { limit: number }): { records: RunRecord[] }
  library(input: Nothing): LibraryFacts
  version(input: Nothing): { version: number }
  openEvents(input: { runId: string }): { viewId: string }
  closeEvents(input: { viewId: string }): Nothing
  queryEvents(input: { viewId: string; query: EventQuery }): EventTotals
  windowEvents(input: { viewId: string; offset: number; limit: number }): { rows: EventRow[] }
  /** Takes seconds for 100,000 runs: for a thread of its own. */
  verify(input: Nothing): ChainReportView
  /** As long as its files are: for a thread of its own. */
  importLogs(input: { paths: readonly string[]; toolVersion: string; isRecorded: boolean }): {
    imports: (Imported | { readonly path: string; readonly error: WireError })[]
  }
  exportLog(input: { runId: string; target: string; isReplacing: boolean }): WrittenFile
}

export interface LedgerWorkerData {
  readonly workspace: string
}
