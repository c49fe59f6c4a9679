import { createHash } from 'node:crypto'
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PipelineDetail, RecordQuery, RecordRow } from '../../src/shared/ipc/pipeline-schemas.ts'
import type { TestServices } from './start-services.ts'

type Fields = Readonly<Record<string, unknown>>

export const everyRecord: RecordQuery = {
  search: '',
  manifestKeys: [],
  states: [],
  versions: [],
  sources: [],
  isDuplicate: false,
  sort: { column: 'path', isDescending: false },
}

export function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

export function isLookedAt({ fileCounts }: PipelineDetail): boolean {
  return fileCounts.unchecked === 0
}

/** Long enough ago for nobody to take a damaged file for one that is being written. */
export async function makeOld(path: string): Promise<void> {
  await utimes(path, new Date('2026-01-01'), new Date('2026-01-01'))
}

/** A folder of process manifests beside the data of the services that are to look at it. */
export class TestPipeline {
  readonly folder: string
  private readonly services: TestServices

  private constructor(services: TestServices) {
    this.services = services
    this.folder = join(services.root, 'manifests')
  }

  static async create(services: TestServices): Promise<TestPipeline> {
    const pipeline = new TestPipeline(services)
    await mkdir(pipeline.folder)
    return pipeline
  }

  /** A record of a content under a name of the data folder, which may be there or not. */
  record(name: string, content: string, changes: Fields = {}): Fields {
    return {
      source_id: 'spansh',
      dataset: 'systems',
      checksum: digestOf(content),
      file_path: join(this.services.data, name),
      file_size: content.length,
      etag: null,
      ts_downloaded: '2026-11-20T21:25:01.123456Z',
      version: '1.0.0',
      ...changes,
    }
  }

  text(records: readonly Fields[]): string {
    const now = new Date().toISOString()
    const said = { process: 'extractor', etl_version: '1.0.0', root_dir: this.folder, total_records: records.length }
    const byChecksum = Object.fromEntries(records.map((record) => [record['checksum'], record]))
    return JSON.stringify({ metadata: { ...said, ts_created: now, ts_updated: now }, records: byChecksum }, null, 4)
  }

  /** Written aside and renamed, as pipelines do. */
  async write(name: string, records: readonly Fields[]): Promise<string> {
    const path = join(this.folder, name)
    await writeFile(`${path}.tmp`, this.text(records))
    await rename(`${path}.tmp`, path)
    return path
  }

  async add(): Promise<string> {
    return (await this.services.call('pipelines.add', { token: this.services.tokenOf(this.folder) })).pipelineId
  }

  /** Resolves with a pipeline once it is as wanted; asked again after each change. */
  async detailWhen(pipelineId: string, isWanted: (detail: PipelineDetail) => boolean): Promise<PipelineDetail> {
    for (;;) {
      this.services.events.length = 0
      const detail = await this.services.call('pipeline.read', { pipelineId })
      if (isWanted(detail)) return detail
      await this.services.event(({ channel }) => channel === 'pipelines.changed')
    }
  }

  async rows(viewId: string): Promise<RecordRow[]> {
    return (await this.services.call('records.window', { viewId, offset: 0, limit: 500 })).rows
  }

  /** All records in order of their paths, in a view that is opened anew. */
  async openRows(pipelineId: string): Promise<{ viewId: string; rows: RecordRow[] }> {
    const { viewId } = await this.services.call('records.open', { pipelineId })
    await this.services.call('records.query', { viewId, query: everyRecord })
    return { viewId, rows: await this.rows(viewId) }
  }

  async check(pipelineId: string, readsContents: boolean): Promise<PipelineDetail> {
    await this.services.call('pipeline.check', { pipelineId, readsContents })
    return this.detailWhen(pipelineId, ({ check }) => check.state !== 'running')
  }
}
