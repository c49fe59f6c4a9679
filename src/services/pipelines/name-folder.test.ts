import { expect, it } from 'vitest'
import { nameFolder } from './name-folder.ts'

it.each([
  ['/tmp/pl-twelve/etl/manifests', 'pl-twelve'],
  ['/srv/spansh', 'spansh'],
  ['/srv/pipeline/etl/manifests', 'pipeline'],
  ['/srv/Data/Manifests', 'srv'],
  ['/data/etl/manifests', 'manifests'],
  ['/', '/'],
])('names %s after what tells it from others: %s', (path, name) => {
  expect(nameFolder(path)).toBe(name)
})
