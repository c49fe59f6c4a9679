import { setTimeout as pause } from 'node:timers/promises'
import type { ProcessRecord } from '../../shared/model/process-manifest.ts'
import type { AddedRecord, Appended } from './manifest-store.ts'

/** After a save that others waited for, they get this long to take the lock. */
const restMs = 6

interface Waiting {
  readonly record: ProcessRecord
  readonly resolve: (added: AddedRecord) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers records while a save is under way, so that the next save takes all of them: any number of adds costs few
 * writes, and each is answered only when a save that holds it is on disk.
 */
export class SaveQueue {
  private readonly append: (records: readonly ProcessRecord[]) => Promise<Appended>
  private waiting: Waiting[] = []
  private saving: Promise<void> | undefined

  constructor(append: (records: readonly ProcessRecord[]) => Promise<Appended>) {
    this.append = append
  }

  /** Resolves when this content is on disk, by this record or an earlier one. Throws what kept the save from it. */
  add(record: ProcessRecord): Promise<AddedRecord> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ record, resolve, reject })
      this.saving ??= this.saveAll()
    })
  }

  private async saveAll(): Promise<void> {
    try {
      // Adds that are made in the same turn share the first save already.
      await new Promise(setImmediate)
      while (this.waiting.length > 0) {
        const wasContended = await this.saveBatch(this.waiting.splice(0))
        if (wasContended) await pause(restMs)
      }
    } finally {
      this.saving = undefined
    }
  }

  private async saveBatch(batch: readonly Waiting[]): Promise<boolean> {
    try {
      const { added, wasContended } = await this.append(batch.map(({ record }) => record))
      batch.forEach(({ resolve, record }, i) => resolve(added[i] ?? { isNew: true, record }))
      return wasContended
    } catch (error) {
      for (const { reject } of batch) reject(error)
      return false
    }
  }
}
