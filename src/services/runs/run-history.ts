import { RunRecordReader } from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'

/** The runs on record, of every process of this workspace, newest first. */
export class RunHistory {
  private readonly reader: RunRecordReader
  private readonly warn: (message: string) => void
  private known: readonly RunRecord[] = []
  /** What `hasChanged` compared with last. */
  private told: readonly RunRecord[] = this.known

  constructor(workspace: string, warn: (message: string) => void) {
    this.reader = new RunRecordReader(workspace)
    this.warn = warn
  }

  /** What can be read: a ledger that cannot must not take the manifests with it, and is warned about. */
  async read(): Promise<readonly RunRecord[]> {
    try {
      this.known = await this.reader.read()
    } catch (error) {
      this.warn(`The runs of the past cannot be read: ${toWireError(error).message}`)
    }
    return this.known
  }

  /** Whether a run started or ended, here or in another process, since it was last asked. */
  async hasChanged(): Promise<boolean> {
    const before = this.told
    this.told = await this.read()
    return this.told !== before
  }

  close(): void {
    this.reader.close()
  }
}
