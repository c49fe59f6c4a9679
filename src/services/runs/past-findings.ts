import { readRunFindings } from '../../engine/index.ts'
import type { Finding } from '../../shared/model/verdict.ts'

const maxRunsHeld = 2

/** Findings kept on disk, with those of the runs asked for last held in memory. */
export class PastFindings {
  private readonly workspace: string
  private readonly held = new Map<string, Promise<Finding[]>>()

  constructor(workspace: string) {
    this.workspace = workspace
  }

  read(runId: string): Promise<Finding[]> {
    const reading = this.held.get(runId) ?? readRunFindings(this.workspace, runId)
    this.held.delete(runId)
    this.held.set(runId, reading)
    // A failed read is tried anew by the next request; this one's caller is told.
    reading.catch(() => this.held.delete(runId))
    for (const oldest of this.held.keys()) {
      if (this.held.size <= maxRunsHeld) break
      this.held.delete(oldest)
    }
    return reading
  }
}
