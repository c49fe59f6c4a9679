import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PipelineBench, sha256Of } from '../../src/engine/pipeline/audit/pipeline-fixtures.ts'
import { Bench } from './run-assay.ts'

let bench: Bench
let pipeline: PipelineBench
beforeEach(() => {
  bench = new Bench()
  pipeline = new PipelineBench()
})
afterEach(() => {
  bench.remove()
  pipeline.remove()
})

const manifestName = 'systems_download.manifest.json'

function readJson(path: string): {
  metadata: Record<string, unknown>
  records: Record<string, Record<string, unknown>>
} {
  return JSON.parse(readFileSync(path, 'utf8'))
}

describe('assay etl repair', () => {
  it('sets the damaged manifest aside and keeps every whole record', async () => {
    const bad = pipeline.record('/data/b', 'two', { file_size: '3' })
    const path = pipeline.writeManifest(manifestName, [pipeline.record('/data/a', 'one'), bad])
    const before = readFileSync(path)
    const { exitCode, json } = await bench.runJson('etl', 'repair', path)
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({ kept_count: 1, left_out: [sha256Of('two')], manifest: path })
    expect(readFileSync(json.set_aside)).toEqual(before)
    expect((await bench.run('etl', 'show', path)).exitCode).toBe(0)
    expect((await bench.runJson('etl', 'list', pipeline.manifests)).json.set_aside).toEqual([json.set_aside])
  })

  it('exits with 1 where what a manifest held cannot be told', async () => {
    const path = pipeline.writeManifest(manifestName, [])
    writeFileSync(path, '\0'.repeat(1000))
    const { exitCode, json } = await bench.runJson('etl', 'repair', path)
    expect([exitCode, json.kept_count, json.is_metadata_rebuilt]).toEqual([1, 0, true])
  })

  it('warns of a process that only the name tells, and takes the one that is given', async () => {
    const path = pipeline.writeManifest(manifestName, [])
    writeFileSync(path, '')
    const { exitCode, stderr } = await bench.run('etl', 'repair', path)
    expect([exitCode, readJson(path).metadata['process']]).toEqual([1, 'download'])
    expect(stderr).toMatch(/from its name, download: pipelines that know .* To name another, put .*damaged-.* back/u)
    writeFileSync(path, '')
    const named = await bench.runJson('etl', 'repair', path, '--process', 'extractor')
    expect([named.stderr, named.json.process_from_name]).toEqual(['', null])
    expect(readJson(path).metadata['process']).toBe('extractor')
  })

  it('takes what is lost from a good copy, and refuses where nothing is to be repaired', async () => {
    const records = [pipeline.record('/data/a', 'one'), pipeline.record('/data/b', 'two')]
    const path = pipeline.writeManifest(manifestName, records)
    const copy = bench.path('backup.json')
    writeFileSync(copy, readFileSync(path))
    writeFileSync(path, readFileSync(path).subarray(0, 600))
    const { exitCode, stdout } = await bench.run('etl', 'repair', path, '--from', copy)
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/= repaired.*\n.*kept +2 records/u)])
    expect(Object.keys(readJson(path).records)).toHaveLength(2)
    const again = await bench.runJson('etl', 'repair', path)
    expect([again.exitCode, again.json.error.code]).toEqual([3, 'bad-usage'])
    expect(readdirSync(pipeline.manifests).filter((name) => name.includes('damaged'))).toHaveLength(1)
  })
})
