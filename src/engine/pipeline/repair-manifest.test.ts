import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isDamagedCopyName } from '../../shared/model/process-manifest-names.ts'
import { digestOf, ManifestFolder, manifestText, strategyRecord } from './pipeline-fixtures.ts'
import { readProcessManifest } from './read-process-manifest.ts'
import { planRepair, repairFromCopy, repairProcessManifest } from './repair-manifest.ts'

let folder: ManifestFolder
beforeEach(() => {
  folder = new ManifestFolder()
})
afterEach(() => folder.remove())

const good = strategyRecord('a')
const bad = strategyRecord('b', { file_size: 0 })

describe('a repair', () => {
  it('sets the damaged file aside byte for byte, and keeps every record that is whole', async () => {
    const text = manifestText([good, bad, strategyRecord('c')])
    const path = folder.write(text)
    chmodSync(path, 0o600)
    const repair = await repairProcessManifest(path)
    expect(repair).toMatchObject({ keptCount: 2, leftOutKeys: [digestOf('b')], isMetadataRebuilt: false })
    expect(repair.problems).toMatchObject([{ key: digestOf('b'), reason: 'bad-size' }])
    expect(readFileSync(repair.setAsidePath, 'utf8')).toBe(text)
    expect(isDamagedCopyName(repair.setAsidePath)).toBe(true)
    expect([repair.setAsidePath, path].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
    const repaired = await readProcessManifest(path)
    expect([repaired.state, repaired.warnings]).toEqual(['valid', []])
    expect([...repaired.records.values()]).toEqual([good, strategyRecord('c')])
    expect(repaired.metadata).toMatchObject({ process: 'extractor', ts_created: '2026-11-20T21:25:01.123456Z' })
  })

  it('keeps the text of each record as it stands, and what is before and behind a hole', async () => {
    const text = manifestText([good, strategyRecord('c')]).replace('"file_size": 101', '"file_size": 101.0')
    const hole = text.replace(`"${digestOf('c')}": {`, `\0\0\0 "${digestOf('c')}": {`)
    const path = folder.write(hole)
    await repairProcessManifest(path)
    expect(readFileSync(path, 'utf8')).toContain('"file_size": 101.0,')
    expect((await readProcessManifest(path)).records.size).toBe(2)
  })

  it('counts the records that the metadata tells of and nothing is found of', async () => {
    const text = manifestText([good, strategyRecord('c'), strategyRecord('d'), strategyRecord('e')])
    const path = folder.write(text.slice(0, text.indexOf(digestOf('d')) + 100))
    const leftOutKeys = [digestOf('d')]
    expect(await planRepair(path)).toMatchObject({ keptCount: 2, leftOutKeys, lostCount: 1 })
    const copy = folder.write(text, 'copy.json')
    expect(await planRepair(path, copy)).toMatchObject({ keptCount: 4, leftOutKeys: [], lostCount: 0 })
  })

  it('plans without changing anything', async () => {
    const path = folder.write(manifestText([good, bad]))
    const before = readFileSync(path)
    expect(await planRepair(path)).toMatchObject({ keptCount: 1, addedFromCopyCount: 0, problemCount: 1 })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder.path)).toEqual(['systems_download.manifest.json'])
  })

  it('takes from a good copy what the file has lost, and leaves the copy as it is', async () => {
    const copyText = manifestText([good, strategyRecord('b'), strategyRecord('old')])
    const copy = folder.write(copyText, 'copy.json')
    const path = folder.write(manifestText([good, bad, strategyRecord('new')]).slice(0, -30))
    const repair = await repairFromCopy(path, copy)
    expect(repair).toMatchObject({ keptCount: 3, addedFromCopyCount: 2, leftOutKeys: [digestOf('new')] })
    const names = [...(await readProcessManifest(path)).records.keys()]
    expect(names).toEqual(['a', 'b', 'old'].map(digestOf))
    expect(readFileSync(copy, 'utf8')).toBe(copyText)
  })

  it('makes the metadata anew of what is right in it, the name and the records', async () => {
    const path = folder.write(manifestText([good], { etl_version: 7, owner: 'me' }), 'extractor_v1.2.0.json')
    expect((await repairProcessManifest(path)).isMetadataRebuilt).toBe(true)
    const { metadata } = await readProcessManifest(path)
    expect(metadata).toMatchObject({
      process: 'extractor',
      etl_version: '1.2.0',
      root_dir: '/data/manifests',
      owner: 'me',
    })
    const truncated = folder.write(manifestText([good]).slice(0, 60), 'loader_v1.json')
    await repairProcessManifest(truncated)
    expect(await readProcessManifest(truncated)).toMatchObject({ state: 'valid', process: 'loader' })
  })

  it('takes the process of a manifest that does not say it from its name, unless another is chosen', async () => {
    const text = `\0${manifestText([good], { process: '' })}`
    const path = folder.write(text)
    expect(await repairProcessManifest(path)).toMatchObject({ processFromName: 'download' })
    expect((await readProcessManifest(path)).process).toBe('download')
    folder.write(text)
    expect(await repairProcessManifest(path, { process: 'extractor' })).toMatchObject({ processFromName: null })
    expect((await readProcessManifest(path)).process).toBe('extractor')
    const nameless = folder.write('', 'nameless.json')
    expect(await planRepair(nameless)).toMatchObject({ process: null, isProcessOpen: true })
    expect(await repairProcessManifest(nameless, { process: 'loader' })).toMatchObject({ keptCount: 0 })
  })

  it('plans whose manifest it will be, and whether that can be chosen', async () => {
    const path = folder.write(`\0${manifestText([good], { process: '' })}`)
    expect(await planRepair(path)).toMatchObject({ process: 'download', isProcessOpen: true })
    expect(await planRepair(path, undefined, { process: 'loader' })).toMatchObject({ process: 'loader' })
    const copy = folder.write(manifestText([good, strategyRecord('c')]), 'copy.json')
    expect(await planRepair(path, copy)).toMatchObject({ process: 'extractor', isProcessOpen: false })
    folder.write(manifestText([good, bad]))
    expect(await planRepair(path)).toMatchObject({ process: 'extractor', isProcessOpen: false })
  })

  it('does not make a manifest that says its process one of another', async () => {
    const path = folder.write(manifestText([good, bad]))
    await expect(repairProcessManifest(path, { process: 'loader' })).rejects.toThrow(/of the process "extractor", and/u)
    expect(await repairProcessManifest(path, { process: 'extractor' })).toMatchObject({ processFromName: null })
  })

  it('refuses what has no fault, what is no process manifest, and what nobody knows the process of', async () => {
    const whole = folder.write(manifestText([good]))
    await expect(repairProcessManifest(whole)).rejects.toThrow(/has no fault/u)
    await expect(repairFromCopy(whole, whole)).rejects.toThrow(/no more records/u)
    const other = folder.write('{"format": "assay-manifest", "files": []}', 'other.json')
    await expect(repairProcessManifest(other)).rejects.toThrow(/no process manifest/u)
    const nameless = folder.write('', 'nameless.json')
    await expect(repairProcessManifest(nameless)).rejects.toThrow(/of which process/u)
    await expect(planRepair(`${folder.path}/none.json`)).rejects.toMatchObject({ code: 'not-found' })
    expect(readdirSync(folder.path).filter((name) => isDamagedCopyName(name))).toEqual([])
  })

  it('gives each copy a name of its own', async () => {
    for (let i = 0; i < 3; i += 1) await repairProcessManifest(folder.write(manifestText([good, bad])))
    expect(readdirSync(folder.path).filter((name) => isDamagedCopyName(name)).length).toBe(3)
  })

  it('refuses a copy of the manifest of another process', async () => {
    const path = folder.write(manifestText([strategyRecord('a', { file_size: 0 })]))
    const before = readFileSync(path, 'utf8')
    const copy = folder.write(manifestText([strategyRecord('b')], { process: 'loader' }), 'copy.json')
    const refusal = {
      code: 'bad-usage',
      message: expect.stringMatching(/"extractor", and the copy of "loader"/u) as string,
    }
    await expect(planRepair(path, copy)).rejects.toMatchObject(refusal)
    await expect(repairFromCopy(path, copy)).rejects.toMatchObject(refusal)
    expect(readFileSync(path, 'utf8')).toBe(before)
  })
})
