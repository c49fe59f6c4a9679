import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockPathOf } from '../file-lock.ts'
import { ManifestFolder, manifestText, strategyRecord } from '../pipeline-fixtures.ts'
import { addFiles } from './add-files.ts'

const largeBytes = 256 * 1024 * 1024

let folder: ManifestFolder
beforeEach(() => {
  folder = new ManifestFolder()
})
afterEach(() => folder.remove())

it('rejects with what is wrong with the manifest while a large file is still being read', async () => {
  const text = manifestText([strategyRecord('a')])
  const manifest = folder.write(text)
  mkdirSync(lockPathOf(manifest))
  const [small, large] = ['small', 'large'].map((name) => join(folder.path, name)) as [string, string]
  writeFileSync(small, 'x')
  writeFileSync(large, '')
  truncateSync(large, largeBytes)
  const options = { manifest, files: [small, large], choices: {} }
  const adding = addFiles(options, { workspace: join(folder.path, 'workspace') }, {})
  await expect(adding).rejects.toMatchObject({ code: 'output-refused', path: lockPathOf(manifest) })
  expect(readFileSync(manifest, 'utf8')).toBe(text)
})
