import { describe, expect, it } from 'vitest'
import type { LibraryFolder, LibraryManifest } from '../../../../shared/ipc/library-schemas.ts'
import { findOptions, maxOptions } from './side-options.ts'

function manifestOf(manifestId: string, problem: string | null = null): LibraryManifest {
  return {
    manifestId,
    fileName: `${manifestId}.manifest.json`,
    runId: `run_${manifestId}`,
    timestampUtc: '2026-11-20T12:00:00Z',
    status: 'completed',
    fileCount: 1,
    totalSizeBytes: 1,
    errorCount: 0,
    algorithms: ['sha256'],
    isSealed: true,
    lastVerify: null,
    problem,
  }
}

function folderOf(name: string, manifests: readonly LibraryManifest[], isPresent = true): LibraryFolder {
  return {
    location: { token: name, displayPath: `/data/${name}` },
    name,
    isPresent,
    manifests: [...manifests],
    lastProvenGoodUtc: null,
    lastVerify: null,
  }
}

describe('the sides of the library', () => {
  it('offers each folder as it is now, then its manifests in the order of the library', () => {
    const [group] = findOptions([folderOf('in', [manifestOf('new'), manifestOf('old')])], '')
    expect(group?.options.map(({ manifest }) => manifest?.manifestId ?? 'live')).toEqual(['live', 'new', 'old'])
  })

  it('leaves out a manifest that cannot be read and a folder that is not there', () => {
    const folder = folderOf('in', [manifestOf('good'), manifestOf('bad', 'is cut off')], false)
    const [group] = findOptions([folder], '')
    expect(group?.options.map(({ manifest }) => manifest?.manifestId)).toEqual(['good'])
  })

  it('finds by folder, file name and run', () => {
    const folders = [folderOf('alpha', [manifestOf('one')]), folderOf('beta', [manifestOf('two'), manifestOf('three')])]
    const found = (search: string): string[] =>
      findOptions(folders, search).flatMap(({ options }) =>
        options.map(({ manifest }) => manifest?.manifestId ?? 'live'),
      )
    expect(found('ALPHA')).toEqual(['live', 'one'])
    expect(found('run_three')).toEqual(['three'])
    expect(found('nothing')).toEqual([])
  })

  it('never lists more than can be looked through', () => {
    const many = Array.from({ length: maxOptions }, (_, index) => manifestOf(`m${index}`))
    const groups = findOptions([folderOf('a', many), folderOf('b', many)], '')
    expect(groups.flatMap(({ options }) => options)).toHaveLength(maxOptions)
  })
})
