import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemFilePort, type FilePort } from '../atomic/file-port.ts'
import { lockPathOf } from './file-lock.ts'
import { Manifest, type ManifestOptions } from './manifest.ts'
import { digestOf, ManifestFolder, manifestText, strategyRecord } from './pipeline-fixtures.ts'

let folder: ManifestFolder
beforeEach(() => {
  folder = new ManifestFolder()
})
afterEach(() => folder.remove())

const metadata = { process: 'extractor', etl_version: '2.0.0', root_dir: '/data/manifests' }

function open(options: ManifestOptions = {}): Manifest {
  return Manifest.open(join(folder.path, 'systems_download.manifest.json'), { metadata, ...options })
}

function params(name: string, changes: object = {}): Record<string, unknown> {
  return strategyRecord(name, changes)
}

function readKeys(path: string): string[] {
  const { records } = JSON.parse(readFileSync(path, 'utf8')) as { records: object }
  return Object.keys(records)
}

/** Another program's write: it knows nothing of this instance, nor of its lock. */
function writeOver(path: string, text: string): void {
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}

/** Runs something once in the middle of a save, when its manifest was read and nothing is replaced yet. */
function betweenPort(): { run: (() => void) | undefined; readonly port: FilePort } {
  const between = {
    run: undefined as (() => void) | undefined,
    port: {
      ...systemFilePort,
      create: (path: string, mode: number) => {
        const { run } = between
        between.run = undefined
        run?.()
        return systemFilePort.create(path, mode)
      },
    },
  }
  return between
}

describe('a manifest that others write to', () => {
  it('has on disk by save() what was added before, although the file was not read yet', async () => {
    const manifest = open()
    const source = { source_id: 's', dataset: 'd' }
    const times = { ts_download_completed: '2026-11-20T21:25:01Z' }
    const event = { sha256: digestOf('b'), file_path: '/data/b', file_size_bytes: 1, ...times }
    const adding = [manifest.addRecord(params('a')), manifest.addFromEvent(source, event)]
    await manifest.save()
    expect([...manifest.records.keys()].toSorted()).toEqual([digestOf('a'), digestOf('b')].toSorted())
    expect(readKeys(manifest.path)).toHaveLength(2)
    await Promise.all(adding)
  })

  it('knows a content by a checksum that is in neither case throughout', async () => {
    const mixed = digestOf('a').slice(0, 32).toUpperCase() + digestOf('a').slice(32)
    folder.write(manifestText([strategyRecord('a', { checksum: mixed })]))
    const manifest = open()
    for (const spelling of [mixed, digestOf('a'), digestOf('a').toUpperCase()]) {
      expect(await manifest.hasChecksum(spelling)).toBe(true)
      expect((await manifest.addRecord(params('a', { checksum: spelling }))).isNew).toBe(false)
    }
  })

  it('gives a record by its source as another program has changed it', async () => {
    const manifest = open()
    const { source_id: sourceId } = (await manifest.addRecord(params('a', { etag: 'one' }))).record
    for (const etag of ['two', 'three']) {
      writeOver(manifest.path, readFileSync(manifest.path, 'utf8').replace(/"etag": "[^"]*"/u, `"etag": "${etag}"`))
      expect(await manifest.getRecordBySource(String(sourceId))).toMatchObject({ etag })
    }
  })

  it('refuses a value that JSON does not have', async () => {
    await expect(open().addRecord(params('a', { extra: 1n }))).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('keeps what a program that knows no lock adds while a save is under way', async () => {
    const between = betweenPort()
    const manifest = open({ port: between.port })
    await manifest.addRecord(params('a'))
    const theirs = manifestText([strategyRecord('a'), strategyRecord('c')])
    between.run = () => writeOver(manifest.path, theirs)
    const added = await manifest.addRecord(params('b'))
    expect([added.isNew, readKeys(manifest.path)]).toEqual([true, ['a', 'c', 'b'].map(digestOf)])
  })

  it('saves again when the file it locked is removed and another process saves meanwhile', async () => {
    const between = betweenPort()
    const manifest = open({ port: between.port })
    await manifest.addRecord(params('a'))
    const lockPath = lockPathOf(manifest.path)
    between.run = () => rmSync(lockPath)
    expect((await manifest.addRecord(params('b'))).isNew).toBe(true)
    expect(existsSync(lockPath)).toBe(true)
    expect(readKeys(manifest.path)).toEqual(['a', 'b'].map(digestOf))
  })

  it('gives up on a file that is written over without end, and leaves what is there', async () => {
    const between = betweenPort()
    const manifest = open({ port: between.port, lockTimeoutMs: 50 })
    await manifest.addRecord(params('a'))
    const theirs = manifestText([strategyRecord('a'), strategyRecord('c')])
    const writeAgain = (): void => {
      writeOver(manifest.path, theirs)
      between.run = writeAgain
    }
    between.run = writeAgain
    await expect(manifest.addRecord(params('b'))).rejects.toMatchObject({ code: 'write-failed' })
    expect(readFileSync(manifest.path, 'utf8')).toBe(theirs)
  })
})
