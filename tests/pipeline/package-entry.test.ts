import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))
const isBuilt = existsSync(join(project, 'out/pipeline/index.js'))

const pipeline = `
import { createHash } from 'node:crypto'
import { AssayError, ManifestManager, PipelineOrchestrator, type AddedRecord } from 'assay/pipeline'

const manager = ManifestManager.open({ rootDir: process.argv[2] ?? '', etlVersion: '1.0.0', domain: 'systems' })
const source = { source_id: 'spansh', dataset: 'systems', state: { last_etag: '"e"' } }
const orchestrator = new PipelineOrchestrator(manager.extractor)
const added: AddedRecord = await orchestrator.completeFile(source, process.argv[3] ?? '')
const again = await orchestrator.checkContent(process.argv[3] ?? '')
const state = await orchestrator.checkState('spansh', '"e"')
try {
  manager.get('nothing')
} catch (error) {
  if (!(error instanceof AssayError)) throw error
  console.log(error.message)
}
console.log(JSON.stringify([added.isNew, again.record?.checksum === added.record.checksum, state.isCurrent]))
console.log(createHash('sha256').update('content').digest('hex') === added.record.checksum)
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-entry-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(project, join(folder, 'node_modules', 'assay'))
  symlinkSync(join(project, 'node_modules', '@types'), join(folder, 'node_modules', '@types'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'pipeline.ts'), pipeline)
  writeFileSync(join(folder, 'data.txt'), 'content')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.runIf(isBuilt)('the package entry assay/pipeline (needs a build, else skipped)', () => {
  it('runs in plain Node from another folder, and keeps a manifest there', () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['pipeline.ts', join(folder, 'manifests'), 'data.txt'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
    expect(status, stderr).toBe(0)
    expect(stdout.trim().split('\n')).toEqual([
      'There is no process "nothing". Known are: extractor, transformer, loader. Register it first.',
      '[true,true,true]',
      'true',
    ])
    const manifest = join(folder, 'manifests', 'systems_extractor.manifest.json')
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({
      metadata: { process: 'extractor', total_records: 1 },
    })
  })

  it('reads with a Node that has no SQLite, and says what writing takes', () => {
    const script = `
import { Manifest, readProcessManifest, formatProcessManifest } from 'assay/pipeline'
import { writeFileSync } from 'node:fs'
const metadata = { process: 'p', etl_version: '1', root_dir: '/', total_records: 0, ts_created: '2026-11-21T00:00:00Z', ts_updated: '2026-11-21T00:00:00Z' }
writeFileSync('p_v1.json', formatProcessManifest(metadata, []))
const { state } = await readProcessManifest('p_v1.json')
const record = { source_id: 's', dataset: 'd', file_path: '/a', file_size: 1, checksum: '0'.repeat(64) }
const failure = await Manifest.open('p_v1.json').addRecord(record).catch((error) => error)
console.log(JSON.stringify([state, failure.name, failure.code, failure.message]))
`
    writeFileSync(join(folder, 'read.mjs'), script)
    const without = ['--no-experimental-sqlite', 'read.mjs']
    const { stdout, stderr, status } = spawnSync(process.execPath, without, { cwd: folder, encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    const message = expect.stringContaining('Node 22.13 or newer')
    expect(JSON.parse(stdout)).toEqual(['valid', 'AppError', 'unsupported-by-host', message])
  })

  it('is declared for the compiler, strictly', () => {
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--types', 'node']
    const compiler = join(project, 'node_modules/typescript/bin/tsc')
    const { stdout, status } = spawnSync(process.execPath, [compiler, ...options, 'pipeline.ts'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([0, ''])
  })
})
