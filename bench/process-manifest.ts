import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Manifest } from '../src/engine/pipeline/manifest.ts'

// What a pipeline waits for with a ledger of so many records: loading it, adding one, and adding a thousand at once.
const count = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'assay-process-manifest-'))
const path = join(folder, 'systems_download.manifest.json')

function params(i: number): Record<string, unknown> {
  return {
    source_id: `source_${i % 50}`,
    dataset: 'star_systems',
    checksum: createHash('sha256').update(String(i)).digest('hex'),
    file_path: `/srv/pipeline/data/raw/systems/file_${String(i).padStart(8, '0')}.json.gz`,
    file_size: 1000 + i,
    etag: `"${i}"`,
    ts_downloaded: '2026-11-20T21:25:01.123456Z',
    version: '1.0.0',
  }
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return Math.round(performance.now() - startedMs)
}

function addMany(manifest: Manifest, from: number, howMany: number): Promise<unknown> {
  return Promise.all(Array.from({ length: howMany }, (_, i) => manifest.addRecord(params(from + i))))
}

/** In a process of its own, as a pipeline starts. */
function measureLoad(): number {
  const script = `
    import { readProcessManifest } from ${JSON.stringify(new URL('../src/engine/pipeline/read-process-manifest.ts', import.meta.url).href)}
    const startedMs = performance.now()
    const { records } = await readProcessManifest(process.argv[1])
    if (records.size === 0) throw new Error('nothing was read')
    console.log(Math.round(performance.now() - startedMs))`
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script, path]).toString())
}

try {
  const metadata = { process: 'download', etl_version: '1.0.0', root_dir: folder }
  const manifest = await Manifest.open(path, { metadata }).load()
  const fillMs = await measure(() => addMany(manifest, 0, count))
  const addOneMs = await measure(() => addMany(manifest, count, 1))
  const addThousandMs = await measure(() => addMany(manifest, count + 1, 1000))
  const loadMs = Array.from({ length: 5 }, measureLoad)
  const sizeMiB = Math.round(statSync(path).size / 1024 ** 2)
  console.log(JSON.stringify({ count, sizeMiB, loadMs, addOneMs, addThousandMs, fillMs }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
