import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

type Fields = Readonly<Record<string, unknown>>

export function sha256Of(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A pipeline on disk for tests: manifests in `manifests/`, data in `data/`, written as Python does. */
export class PipelineBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'pipeline-'))
  readonly manifests = join(this.folder, 'manifests')

  constructor() {
    mkdirSync(this.manifests)
    mkdirSync(join(this.folder, 'data'))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  data(name: string): string {
    return join(this.folder, 'data', name)
  }

  writeData(name: string, content: string): string {
    mkdirSync(dirname(this.data(name)), { recursive: true })
    writeFileSync(this.data(name), content)
    return this.data(name)
  }

  /** A record of the strategy's shape, of a file that may be there or not. */
  record(path: string, content: string, changes: Fields = {}): Fields {
    return {
      source_id: 'spansh',
      dataset: 'systems',
      checksum: sha256Of(content),
      file_path: path,
      file_size: Buffer.byteLength(content),
      etag: null,
      ts_downloaded: new Date().toISOString(),
      version: '1.0.0',
      ...changes,
    }
  }

  moduleRecord(path: string, content: string, changes: Fields = {}): Fields {
    return {
      checksum: sha256Of(content),
      filename: path.slice(path.lastIndexOf('/') + 1),
      filepath: path,
      etl_version: '1.0.0',
      is_verified: true,
      updated_at: new Date().toISOString(),
      ...changes,
    }
  }

  writeManifest(name: string, records: readonly Fields[], metadata: Fields = {}): string {
    const path = join(this.manifests, name)
    const now = new Date().toISOString()
    const said = { process: 'extractor', etl_version: '1.0.0', root_dir: this.manifests }
    const document = {
      metadata: { ...said, total_records: records.length, ts_created: now, ts_updated: now, ...metadata },
      records: Object.fromEntries(records.map((record) => [String(record['checksum']), record])),
    }
    writeFileSync(path, JSON.stringify(document, undefined, 4))
    return path
  }
}
