import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManifestFactory } from './manifest-factory.ts'
import { ManifestManager } from './manifest-manager.ts'
import { digestOf, ManifestFolder } from './pipeline-fixtures.ts'

let folder: ManifestFolder
beforeEach(() => {
  folder = new ManifestFolder()
})
afterEach(() => folder.remove())

describe('the manager of manifests', () => {
  it('is one a root, and gives one manifest a process', () => {
    const manager = ManifestManager.open({ rootDir: folder.path, etlVersion: '1.0.0' })
    expect(ManifestManager.open({ rootDir: `${folder.path}/.`, etlVersion: '1.0.0' })).toBe(manager)
    expect(manager.get('extractor')).toBe(manager.extractor)
    expect(manager.transformer).not.toBe(manager.loader)
    expect(existsSync(manager.extractor.path)).toBe(false)
  })

  it('names files after process and version, or after domain and process', async () => {
    const options = { rootDir: join(folder.path, 'new'), etlVersion: '1.0.0' }
    const versioned = await ManifestManager.open(options).extractor.load()
    expect(basename(versioned.path)).toBe('extractor_v1.0.0.json')
    expect(versioned.metadata).toMatchObject({ process: 'extractor', root_dir: options.rootDir, total_records: 0 })
    const domain = ManifestManager.open({ ...options, domain: 'systems' }).loader
    expect(basename(domain.path)).toBe('systems_loader.manifest.json')
  })

  it('tells the processes it knows when it is asked for another, and learns those of a project', () => {
    const manager = ManifestManager.open({ rootDir: folder.path, etlVersion: '1.0.0' })
    expect(() => manager.get('validator')).toThrow(/extractor, transformer, loader/u)
    manager.registerProcess('validator')
    expect(basename(manager.get('validator').path)).toBe('validator_v1.0.0.json')
    for (const name of ['../x', 'a/b', '', 'A b']) expect(() => manager.registerProcess(name)).toThrow(/cannot name/u)
    expect(() => ManifestManager.open({ rootDir: folder.path, etlVersion: '../1' })).toThrow(/version/u)
  })
})

describe('the factory of manifests', () => {
  const metadata = { process: 'check', etl_version: '1', root_dir: '/data' }

  it('knows downloads, and the types a project registers', async () => {
    expect(() => ManifestFactory.create('sums', join(folder.path, 'a.json'), metadata)).toThrow(
      /Registered are: downloads/u,
    )
    const type = {
      shape: 'module' as const,
      toRecord: (key: string) => ({ checksum: key, filename: 'f', filepath: '/f' }),
    }
    ManifestFactory.register('sums', type)
    ManifestFactory.register('sums', type)
    expect(() => ManifestFactory.register('sums', { ...type })).toThrow(/already/u)
    const manifest = ManifestFactory.create('sums', join(folder.path, 'a.json'), metadata)
    const { record } = await manifest.update(digestOf('x'), {})
    expect(record).toMatchObject({ filename: 'f', etl_version: '1', is_verified: false })
    expect(() => ManifestFactory.create('downloads', manifest.path, metadata)).toThrow(/another type/u)
  })
})
