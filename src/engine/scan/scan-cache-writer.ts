import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { makeFolder } from '../atomic/make-folder.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import { encodeBlock, encodeHeader, type ScanCacheHeader } from './scan-cache-format.ts'

/**
 * Keeps digests while a scan goes on, so that a later one need not read unchanged files and an interrupted one goes on
 * where it was. Its own faults never fail the scan: `problem` says why nothing is kept.
 */
export class ScanCacheWriter {
  problem: string | undefined
  readonly path: string
  private readonly header: ScanCacheHeader
  private handle: FileHandle | undefined

  constructor(path: string, header: ScanCacheHeader) {
    this.path = path
    this.header = header
  }

  async open(): Promise<void> {
    await this.guard(async () => {
      await makeFolder(dirname(this.path))
      this.handle = await open(this.path, 'wx', 0o600)
      await this.handle.appendFile(encodeHeader(this.header))
    })
  }

  async append(result: BatchResult, batch: EntryBatch): Promise<void> {
    const { handle } = this
    if (handle === undefined) return
    await this.guard(() => handle.appendFile(encodeBlock(result, batch, this.header)))
  }

  /** Files it under its final name; without one, it stays as it is for a later scan to go on from. */
  async finish(finalPath: string | undefined): Promise<void> {
    await this.guard(async () => {
      await this.handle?.close()
      const isWhole = this.handle !== undefined
      this.handle = undefined
      if (finalPath !== undefined && isWhole) await this.renameTo(finalPath)
    })
  }

  private async renameTo(finalPath: string): Promise<void> {
    try {
      await rename(this.path, finalPath)
    } catch (error) {
      // Another snapshot of this folder ended first and cleared it away: its own digests are as good.
      if (systemErrorCode(error) !== 'ENOENT') throw error
    }
  }

  private async guard(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.problem = `Digests could not be kept for a later --base: ${reason}`
      const { handle } = this
      this.handle = undefined
      await handle?.close().catch(() => {})
      await rm(this.path, { force: true }).catch(() => {})
    }
  }
}
