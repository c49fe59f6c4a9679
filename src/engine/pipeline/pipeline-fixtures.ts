import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The SHA-256 of a text, for records of contents that are nowhere. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function strategyRecord(name: string, changes: object = {}): Record<string, unknown> {
  return {
    source_id: 'spansh_systems',
    dataset: 'star_systems',
    checksum: digestOf(name),
    file_path: `/data/${name}.json.gz`,
    file_size: 100 + name.length,
    etag: null,
    ts_downloaded: '2026-11-20T21:25:01.123456Z',
    version: '1.0.0',
    ...changes,
  }
}

export function moduleRecord(name: string, changes: object = {}): Record<string, unknown> {
  return {
    checksum: digestOf(name),
    filename: `${name}.gz`,
    filepath: `/data/${name}.gz`,
    etl_version: '1.0.0',
    is_verified: true,
    etag: '"abc"',
    content_type: 'application/gzip',
    last_modified_server: null,
    content_length_bytes: 12,
    updated_at: '2026-11-20T21:25:01Z',
    ...changes,
  }
}

export function metadataOf(count: number, changes: object = {}): Record<string, unknown> {
  return {
    process: 'extractor',
    etl_version: '1.0.0',
    root_dir: '/data/manifests',
    total_records: count,
    ts_created: '2026-11-20T21:25:01.123456Z',
    ts_updated: '2026-11-20T21:25:01.123456Z',
    ...changes,
  }
}

/** A manifest's text in the layout of Python's `json.dump(indent=4)`; records stand under their checksums. */
export function manifestText(records: readonly Record<string, unknown>[], metadata: object = {}): string {
  const byChecksum = Object.fromEntries(records.map((record) => [record['checksum'], record]))
  return JSON.stringify({ metadata: metadataOf(records.length, metadata), records: byChecksum }, null, 4)
}

/** A folder of its own for one test, gone with `remove`. */
export class ManifestFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'assay-pipeline-'))

  write(text: string | Buffer, name = 'systems_download.manifest.json'): string {
    const path = join(this.path, name)
    writeFileSync(path, text)
    return path
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
