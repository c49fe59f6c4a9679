import type { WireError } from '../../shared/errors/wire-error.ts'
import type {
  ManifestCard,
  ManifestHealth,
  PipelineDetail,
  RecordDetail,
  RecordQuery,
  RecordRow,
  RecordTotals,
  Repair,
  SeenContent,
  UnknownFile,
} from '../../shared/ipc/pipeline-schemas.ts'

type Nothing = Record<string, never>

/** What crosses to the page with a location has a path here: only the host of the services hands out tokens. */
export type Placed<T> = Omit<T, 'location'> & { readonly path: string }
export type PlacedCard = Placed<ManifestCard>
export type PlacedUnknownFile = Omit<UnknownFile, 'location'>
export type PlacedRepair = Omit<Repair, 'setAside'> & { readonly setAside: string | null }

export interface PlacedRecordDetail extends Omit<RecordDetail, 'file'> {
  readonly file: Omit<RecordDetail['file'], 'location'> & { readonly path: string | null }
}

export interface PipelineSummary {
  readonly manifestCount: number
  readonly health: ManifestHealth
  /** Why the folder could not be looked into. */
  readonly failure: WireError | null
}

export interface PipelineFacts extends Omit<PipelineDetail, 'folder' | 'manifests' | 'setAside' | 'dataFolders'> {
  readonly summary: PipelineSummary
  readonly manifests: PlacedCard[]
  readonly setAside: string[]
}

export interface PipelineSettings {
  readonly dataFolders: readonly string[]
  readonly staleAfterDays: number
}

/** A manifest to be mended, from itself alone or with a good copy of it. */
export interface RepairSubject {
  readonly manifestKey: string
  readonly copyPath: string | null
}

export interface RepairJob extends RepairSubject {
  /** Of a manifest that does not say its own; null: as its name tells. */
  readonly process: string | null
}

/** What a pipeline worker answers, by method; one worker looks at one folder of process manifests. */
export interface PipelineMethods {
  /** Resolves once the manifests have been read. */
  summary(input: Nothing): PipelineSummary
  read(input: Nothing): PipelineFacts
  /** The folder may hold something else now. */
  look(input: Nothing): Nothing
  configure(input: PipelineSettings): Nothing
  check(input: { readsContents: boolean }): Nothing
  cancelCheck(input: Nothing): Nothing
  seen(input: { path: string } | { sha256: string }): SeenContent
  unknown(input: { offset: number; limit: number }): { files: PlacedUnknownFile[]; fileCount: number }
  planRepair(input: RepairSubject): PlacedRepair
  repair(input: RepairJob): PlacedRepair
  openRecords(input: { viewId: string }): Nothing
  closeRecords(input: { viewId: string }): Nothing
  query(input: { viewId: string; query: RecordQuery }): RecordTotals
  window(input: { viewId: string; offset: number; limit: number }): { rows: RecordRow[] }
  locate(input: { viewId: string; record: number }): { offset: number | null }
  detail(input: { viewId: string; record: number }): PlacedRecordDetail
  verify(input: { viewId: string; record: number }): PlacedRecordDetail
  copy(input: { viewId: string; records: readonly number[] | null }): {
    text: string
    copiedCount: number
    matchedCount: number
  }
}

/** Told by a pipeline worker when anything it answers has changed. */
export interface PipelineNews {
  readonly hasNewRecords: boolean
  /** Null before the folder was read. */
  readonly summary: PipelineSummary | null
  /** The check that goes on, for whoever has to end it in the ledger when the thread is lost; null when none does. */
  readonly runId: string | null
}

export interface PipelineWorkerData {
  readonly workspace: string
  readonly version: string
  readonly folder: string
  readonly settings: PipelineSettings
}
