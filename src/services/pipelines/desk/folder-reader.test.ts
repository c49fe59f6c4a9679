import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FolderReader } from './folder-reader.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-reader-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('reads a folder one time after the other, also when a look falls due while it reads', async () => {
  const abort = new AbortController()
  const read = new EventTarget()
  const reader = new FolderReader(folder, abort.signal, () => read.dispatchEvent(new Event('read')))
  let underWay = 0
  let most = 0
  const refresh = reader.shelf.refresh.bind(reader.shelf)
  reader.shelf.refresh = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    // The timer of the look was set before this one, and falls due before it.
    await pause(1)
    const change = await refresh()
    underWay -= 1
    return change
  }
  await reader.ready()
  reader.look()
  await reader.readNow()
  await once(read, 'read')
  abort.abort()
  expect(most).toBe(1)
})
