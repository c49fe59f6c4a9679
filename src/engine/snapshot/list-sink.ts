import { resolve } from 'node:path'
import type { DurableFile } from '../atomic/durable-file.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import { ListWriter, type ListWritableFormat } from '../manifest/formats/list-writer.ts'
import type { RunControl } from '../run/run-control.ts'
import { ColumnsCollector } from '../scan/collect-columns.ts'
import { readPath } from '../table/entry-reader.ts'
import type { SnapshotSink } from './sink-protocol.ts'
import type { SnapshotOptions } from './snapshot-options.ts'

/** A list in another tool's format while its entries arrive, batch by batch, in order. */
export class ListSink implements SnapshotSink {
  private readonly file: DurableFile
  private readonly options: SnapshotOptions
  private readonly control: RunControl
  private readonly writer: ListWriter
  private head: Buffer

  constructor(file: DurableFile, format: ListWritableFormat, options: SnapshotOptions, control: RunControl) {
    this.file = file
    this.options = options
    this.control = control
    this.writer = new ListWriter(format, { ...options, directory: resolve(options.directory) })
    this.head = Buffer.from(this.writer.head)
  }

  get tempPath(): string {
    return this.file.tempPath
  }

  get unlistedCount(): number {
    return this.writer.unlistedCount
  }

  get warnings(): readonly string[] {
    return this.writer.warnings
  }

  begin(): void {
    // Such a list says nothing of the run that made it.
  }

  async append(result: BatchResult, batch: EntryBatch): Promise<void> {
    const collector = new ColumnsCollector(this.options.algorithms)
    collector.add(result, batch)
    const columns = collector.finish()
    const rows = this.writer.writeRows(columns, 0, columns.count, (row, error) =>
      this.control.onError?.({ path: readPath(columns, row), ...error }),
    )
    await this.write(rows)
  }

  async finish(): Promise<undefined> {
    await this.write(Buffer.alloc(0))
    await this.file.commit()
  }

  abort(): Promise<void> {
    return this.file.abort()
  }

  private async write(rows: Buffer): Promise<void> {
    const bytes = Buffer.concat([this.head, rows])
    this.head = Buffer.alloc(0)
    if (bytes.length > 0) await this.file.write(bytes)
  }
}
