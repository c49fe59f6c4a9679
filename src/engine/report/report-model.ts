import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { ScanError } from '../../shared/model/run.ts'
import type { Finding, VerdictCounts } from '../../shared/model/verdict.ts'

/** What one side of a comparison was. Null where the run did not get far enough to know. */
export interface ReportSide {
  readonly location: string
  readonly format: string
  /** Empty where they were not recorded. */
  readonly algorithms: readonly DigestAlgorithm[]
  readonly runId: string | null
  readonly fileCount: number | null
  readonly totalSizeBytes: number | null
  readonly seal: ReportSeal | null
}

export interface ReportSeal {
  /** `written`: by this very run; the others as of a manifest's seal. */
  readonly state: string
  readonly root: string | null
  readonly reason: string | null
}

/** The manifest a report is about, where it is about one. */
export interface ReportManifest {
  readonly location: string
  readonly directory: string
  readonly fileCount: number
  readonly totalSizeBytes: number
  readonly errorCount: number
  readonly skippedCount: number
  readonly entryCount: number
  readonly algorithms: readonly string[]
}

/** How many there are, how many the report holds, and in words why it does not hold all. */
export interface ReportExtent {
  readonly total: number
  readonly recorded: number
  readonly note: string | null
}

export interface CheckStep {
  readonly title: string
  readonly text: string
  /** To be typed into a shell, one after another. */
  readonly commands: readonly string[]
  /** What they answer when all is well. */
  readonly expected: string | null
}

/** Everything a report states besides its findings and errors; its JSON line is what the summary's digest is of. */
export interface ReportSummary {
  readonly title: string
  /** One sentence: how it ended. */
  readonly conclusion: string
  readonly runId: string
  readonly kind: string
  readonly state: string
  /** `clean`, `findings`, `incomplete`, a manifest's status, or how the run broke off. */
  readonly status: string
  readonly startedUtc: string
  readonly finishedUtc: string | null
  readonly durationMs: number | null
  readonly host: string | null
  readonly directory: string
  /** What ran it, as recorded then. */
  readonly tool: { readonly name: string; readonly version: string | null }
  /** What made the report of it. */
  readonly reporter: { readonly name: string; readonly version: string }
  readonly command: readonly string[] | null
  readonly isQuick: boolean
  readonly isStrict: boolean
  readonly left: ReportSide | null
  readonly right: ReportSide | null
  readonly manifest: ReportManifest | null
  readonly counts: VerdictCounts
  readonly findingExtent: ReportExtent
  readonly errorExtent: ReportExtent
  readonly failure: { readonly code: string; readonly message: string; readonly path: string | null } | null
  readonly warnings: readonly string[]
  readonly seals: readonly (ReportSeal & { readonly of: string; readonly location: string })[]
  readonly ledgerHead: string | null
  readonly howToCheck: readonly CheckStep[]
}

/** A list that answers by number, so that nobody has to hold all of it as objects. */
export interface ReportFindings {
  readonly length: number
  at(index: number): Finding
}

/** One run, as all renderings tell it. */
export interface ReportModel {
  /** When the report was made: the only thing two reports of one run differ in, and under no digest. */
  readonly createdUtc: string
  readonly summary: ReportSummary
  readonly findings: ReportFindings
  readonly errors: readonly ScanError[]
}

/** What whoever makes a report must tell, because the run's record does not. */
export interface ReportFacts {
  readonly toolVersion: string
  /** ISO 8601, UTC. */
  readonly createdUtc: string
  /** Set where the findings given are a choice of the run's: what was chosen, in words, as in "edited, below raw/". */
  readonly selection?: string | undefined
  /** Link of the run in the chain of runs, in hex: the chain's head when the run had ended. */
  readonly ledgerHead?: string | undefined
  /** What of the run's record could not be read, in sentences. */
  readonly damage?: readonly string[] | undefined
}
