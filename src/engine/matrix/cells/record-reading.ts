import { AppError, isCancelled } from '../../../shared/errors/app-error.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import type { FactSource } from './artifact-records.ts'
import type { RecordQuery } from './build-facts.ts'

export const noFacts: FactSource = new Map<string, never>()

/** From so many cells on, it is worth a thread to read what builds recorded while this one looks at artifacts. */
const manyCells = 20_000

/** The reading of what builds recorded: of many cells it begins at once, in a thread of its own. */
export class RecordReading {
  readonly warnings: string[] = []
  private readonly query: RecordQuery
  private readonly aside: Promise<FactSource> | undefined

  constructor(plan: Plan, workspace: string, cellCount: number, end: AbortSignal) {
    this.query = { workspace, planName: plan.name, outputFolder: plan.outputFolder }
    this.aside = cellCount < manyCells ? undefined : this.readAside(end)
    // What is read in vain may also fail in vain.
    this.aside?.catch(() => {})
  }

  /** A ledger that cannot be read is a warning. */
  async take(): Promise<FactSource> {
    try {
      return await (this.aside ?? this.read())
    } catch (error) {
      if (!(error instanceof AppError) || isCancelled(error)) throw error
      this.warnings.push(`What builds recorded cannot be read, so that alterations do not show: ${error.message}`)
      return noFacts
    }
  }

  // With them comes the ledger, which a plan of which nothing was built yet can do without.
  private async read(): Promise<FactSource> {
    const { readRecords } = await import('./read-records.ts')
    return readRecords(this.query)
  }

  private async readAside(end: AbortSignal): Promise<FactSource> {
    const { readRecordsAside } = await import('./read-records.ts')
    return readRecordsAside(this.query, end)
  }
}
