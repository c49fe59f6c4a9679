import { expect, it } from 'vitest'
import { isManifestName } from './manifest-names.ts'

it.each([
  'a.manifest.json',
  'SHA256SUMS',
  'MD5SUMS',
  'b3sums.txt',
  'sha256sum.txt',
  'x.SFV',
  'a.b.sha512',
  'CHECKSUMS.txt',
])('offers %s as a manifest', (name) => {
  expect(isManifestName(name)).toBe(true)
})

it.each(['json', 'sha256', 'notes.txt', 'a.csv', 'SHA256SUMS.asc', 'my-checksums-of-old.txt'])(
  'offers %s after the manifests',
  (name) => {
    expect(isManifestName(name)).toBe(false)
  },
)
