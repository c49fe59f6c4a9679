import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const startMs = Date.UTC(2026, 10, 20, 8)

export interface PipelineTree {
  readonly manifests: string
  readonly data: string
  readonly extractor: string
  readonly download: string
  /** Recorded by both processes. */
  readonly sharedContent: string
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A data file and the record that a pipeline keeps of it. */
async function writeRecord(data: string, name: string, body: string, hour: number): Promise<Record<string, unknown>> {
  const path = join(data, name)
  await writeFile(path, body)
  return {
    source_id: `source-${hour % 3}`,
    dataset: 'measurements',
    checksum: sha256(body),
    file_path: path,
    file_size: Buffer.byteLength(body),
    etag: `"${hour}"`,
    ts_downloaded: new Date(startMs + hour * 3_600_000).toISOString(),
    version: hour === 0 ? '1.0.0' : '1.1.0',
  }
}

async function writeManifest(
  path: string,
  process: string,
  records: readonly Record<string, unknown>[],
): Promise<void> {
  const times = { ts_created: new Date(startMs).toISOString(), ts_updated: new Date().toISOString() }
  const metadata = { process, etl_version: '1.1.0', root_dir: '/', total_records: records.length, ...times }
  const byChecksum = Object.fromEntries(records.map((record) => [record['checksum'], record]))
  await writeFile(path, JSON.stringify({ metadata, records: byChecksum }, null, 4))
}

/** What two processes leave behind: nine files each, with their records. */
export async function createPipelineTree(folder: string): Promise<PipelineTree> {
  const manifests = join(folder, 'manifests')
  const data = join(folder, 'data')
  await mkdir(manifests)
  await mkdir(data)
  const sharedContent = 'taken in twice\n'
  const tree = {
    manifests,
    data,
    sharedContent,
    extractor: join(manifests, 'extractor_v1.1.0.json'),
    download: join(manifests, 'systems_download.manifest.json'),
  }
  const hours = Array.from({ length: 8 }, (_, hour) => hour)
  for (const [path, process] of [
    [tree.extractor, 'extractor'],
    [tree.download, 'download'],
  ] as const) {
    const records = [await writeRecord(data, `${process}-shared.csv`, sharedContent, 8)]
    for (const hour of hours) {
      records.push(await writeRecord(data, `${process}-${hour}.csv`, `${process} of hour ${hour}\n`, hour))
    }
    await writeManifest(path, process, records)
  }
  return tree
}
