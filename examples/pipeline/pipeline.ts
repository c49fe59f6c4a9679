import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AssayError, ManifestManager, PipelineOrchestrator } from 'assay/pipeline'
import { FlakySource } from './flaky-source.ts'

// Fetches what is new in a folder, processes it, and keeps a ledger of it: see README.md beside this file.
const { values } = parseArgs({
  options: {
    source: { type: 'string', default: join(import.meta.dirname, 'incoming') },
    work: { type: 'string', default: join(import.meta.dirname, 'work') },
    'failure-rate': { type: 'string', default: '0.3' },
    seed: { type: 'string', default: '1' },
    attempts: { type: 'string', default: '3' },
  },
})
const raw = resolve(values.work, 'raw')
const processed = resolve(values.work, 'processed')
const source = new FlakySource(values.source, Number(values['failure-rate']), Number(values.seed))
const manager = ManifestManager.open({
  rootDir: resolve(values.work, 'manifests'),
  etlVersion: '1.0.0',
  domain: 'lines',
})
const downloads = new PipelineOrchestrator(manager.extractor)
const results = new PipelineOrchestrator(manager.transformer)

async function fetchPatiently(name: string): Promise<Buffer | undefined> {
  for (let attempt = 1; attempt <= Number(values.attempts); attempt += 1) {
    try {
      return await source.fetch(name)
    } catch (error) {
      console.log(`failed    ${name} (${error instanceof Error ? error.message : String(error)})`)
    }
  }
  return undefined
}

/** A file is there under its name only when it is whole, so that a kill leaves no half of one to be taken for all. */
async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  await writeFile(`${path}.part`, content)
  await rename(`${path}.part`, path)
}

/** Extract: state check, fetch, deduplication, completion. Where the file is, or undefined when it could not be had. */
async function extract(name: string): Promise<string | undefined> {
  const etag = await source.readEtag(name)
  const { isCurrent, record } = await downloads.checkState(name, etag)
  if (isCurrent && record !== null) {
    console.log(`unchanged ${name}`)
    return String(record['file_path'])
  }
  const content = await fetchPatiently(name)
  if (content === undefined) return undefined
  const path = join(raw, name)
  await writeWhole(path, content)
  const added = await downloads.completeFile({ source_id: name, dataset: 'lines' }, path, { etag })
  if (!added.isNew && added.record['file_path'] !== path) await rm(path)
  console.log(`${added.isNew ? 'fetched  ' : 'seen     '} ${name}`)
  return String(added.record['file_path'])
}

/** Transform: counts the lines of a file, once for each content. */
async function transform(name: string, path: string): Promise<void> {
  const { sha256, record } = await downloads.checkContent(path)
  const done = await results.manifest.getRecordBySource(sha256)
  if (record === null || done !== null) return
  const lineCount = (await readFile(path, 'utf8')).split('\n').length - 1
  const result = join(processed, `${name}.json`)
  await writeWhole(result, `${JSON.stringify({ name, sha256, lineCount }, null, 2)}\n`)
  // The result's source is the content it was made of: its lineage, and the reason it is never made twice.
  await results.completeFile({ source_id: sha256, dataset: 'line-counts' }, result)
  console.log(`processed ${name}`)
}

async function run(): Promise<number> {
  await mkdir(raw, { recursive: true })
  await mkdir(processed, { recursive: true })
  let missing = 0
  for (const name of await source.list()) {
    const path = await extract(name)
    if (path === undefined) missing += 1
    else await transform(name, path)
  }
  console.log(missing === 0 ? 'complete' : `${missing} missing: run again`)
  return missing === 0 ? 0 : 1
}

process.exitCode = await run().catch((error: unknown) => {
  console.error(error instanceof AssayError ? error.message : error)
  return 3
})
