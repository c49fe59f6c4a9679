import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Manifest } from '../../src/engine/pipeline/manifest.ts'
import { formatProcessManifest } from '../../src/engine/pipeline/manifest-document.ts'
import { readProcessManifest } from '../../src/engine/pipeline/read-process-manifest.ts'

const script = fileURLToPath(new URL('python_ledger.py', import.meta.url))
const written = fileURLToPath(new URL('written-by-python', import.meta.url))
const names = readdirSync(written).toSorted()
const hasPydantic = spawnSync('python3', ['-c', 'import pydantic; assert pydantic.VERSION >= "2"']).status === 0

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-python-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function runPython(command: string, path: string): string {
  const { stdout, stderr, status } = spawnSync('python3', [script, command, path], { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return stdout
}

interface Document {
  readonly metadata: Record<string, unknown>
  readonly records: Record<string, Record<string, unknown>>
}

function parse(text: string): Document {
  return JSON.parse(text) as Document
}

const addedDigest = createHash('sha256').update('added').digest('hex')

/** Opens a copy of a manifest that Python wrote, and adds one record of its shape. */
async function addToCopy(name: string): Promise<string> {
  const path = join(folder, name)
  copyFileSync(join(written, name), path)
  const added = {
    sha256: addedDigest,
    file_path: '/data/ädded.gz',
    file_size_bytes: 7,
  }
  const source = { source_id: 'added', dataset: 'systems', state: { last_etag: '"1"' } }
  await Manifest.open(path).addFromEvent(source, {
    ...added,
    ts_download_completed: new Date('2026-11-21T00:00:00.5Z'),
  })
  return path
}

describe('manifests written by Python, with pydantic', () => {
  it.each(names)('are read without a fault and formatted the same, byte for byte: %s', async (name) => {
    const text = readFileSync(join(written, name), 'utf8')
    const manifest = await readProcessManifest(join(written, name))
    expect([manifest.state, manifest.warnings]).toEqual(['valid', []])
    expect(Object.fromEntries(manifest.records)).toEqual(parse(text).records)
    expect(formatProcessManifest(manifest.metadata!, manifest.records)).toBe(text)
  })

  it.each(names)('keep every byte but count, time and what is added: %s', async (name) => {
    const before = readFileSync(join(written, name), 'utf8')
    const path = await addToCopy(name)
    const after = readFileSync(path, 'utf8')
    const { total_records: count, ts_updated: time } = parse(after).metadata
    const reverted = after
      .replace(`"total_records": ${String(count)}`, `"total_records": ${Number(count) - 1}`)
      .replace(String(time), String(parse(before).metadata['ts_updated']))
    const kept = reverted.slice(0, reverted.indexOf(`"${addedDigest}"`)).replace(/,?\s*$/u, '')
    expect(before.startsWith(kept)).toBe(true)
    expect(before.slice(kept.length).trimStart()).toMatch(/^\}\s*\}$/u)
  })
})

describe.runIf(hasPydantic)('the Python code itself (needs python3 with pydantic 2, else skipped)', () => {
  it('writes today what is kept here', () => {
    runPython('write', folder)
    for (const name of names) {
      expect(readFileSync(join(folder, name), 'utf8')).toBe(readFileSync(join(written, name), 'utf8'))
    }
  })

  it.each(names)('loads what Assay added to its manifest, and saves it as the same bytes: %s', async (name) => {
    const path = await addToCopy(name)
    const bytes = readFileSync(path)
    expect(parse(runPython('load', path))).toEqual(parse(bytes.toString('utf8')))
    runPython('resave', path)
    expect(readFileSync(path, 'utf8')).toBe(bytes.toString('utf8'))
  })

  it.each(['systems_extractor.manifest.json', 'extractor_v1.0.0.json'])(
    'loads a manifest that Assay made: %s',
    async (name) => {
      const path = join(folder, name)
      const metadata = { process: 'extractor', etl_version: '1.0.0', root_dir: folder }
      const manifest = await Manifest.open(path, { metadata }).load()
      const source = { source_id: 'ünicode 🚀', dataset: 'x\u007f\b\f\n\u2028"\\', state: null }
      const event = { file_path: '/data/a b.gz', file_size_bytes: 3, ts_download_completed: new Date() }
      await manifest.addFromEvent(source, { ...event, sha256: 'ab'.repeat(32) })
      await manifest.addFromEvent(source, { ...event, sha256: 'cd'.repeat(32), etag: '"e"' })
      const bytes = readFileSync(path, 'utf8')
      expect(parse(runPython('load', path))).toEqual(parse(bytes))
      runPython('resave', path)
      expect(readFileSync(path, 'utf8')).toBe(bytes)
    },
  )
})
