import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileLine, formatNative, ManifestFolder } from './manifest-fixtures.ts'
import { readManifest } from './read-manifest.ts'

let folder: ManifestFolder
beforeAll(() => {
  folder = new ManifestFolder()
})
afterAll(() => folder.remove())

it('shows all bytes of a native manifest in their order while it is read, over more than one block', async () => {
  const text = formatNative(Array.from({ length: 30_000 }, (_, index) => fileLine(`f${index}`.padStart(9, '0'))))
  const parts: Buffer[] = []
  await readManifest(folder.write(text), {}, (bytes) => parts.push(Buffer.from(bytes)))
  expect(parts.length).toBeGreaterThan(2)
  expect(Buffer.concat(parts).equals(Buffer.from(text))).toBe(true)
})
