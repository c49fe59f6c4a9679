import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkManifestSeal, readManifest } from '../../src/engine/index.ts'
import { SnapshotBench } from '../../src/engine/snapshot/snapshot-fixtures.ts'
import { AppError } from '../../src/shared/errors/app-error.ts'

const masks = [0x01, 0x20, 0x80]
const refusals = ['manifest-invalid', 'manifest-not-recognised', 'manifest-version-unsupported']

let bench: SnapshotBench
let bytes: Buffer
beforeEach(async () => {
  bench = new SnapshotBench()
  bench.write('a')
  bench.write('d/naïve "q"')
  symlinkSync('a', bench.path('tree/link'))
  await bench.snapshot()
  bytes = readFileSync(bench.path('m.json'))
})
afterEach(() => bench.remove())

/** What becomes of the manifest with one byte altered: how its seal is, or with what code it is refused. */
async function judgeAltered(place: number): Promise<string> {
  const altered = Buffer.from(bytes)
  altered[place] = (altered[place] ?? 0) ^ (masks[place % masks.length] ?? 0)
  writeFileSync(bench.path('m.json'), altered)
  try {
    await readManifest(bench.path('m.json'), {})
    return (await checkManifestSeal(bench.path('m.json'), {})).state
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe('a manifest with one byte altered', () => {
  it('in an entry or the root is refused, or has a broken seal', async () => {
    const first = bytes.indexOf('"files":[') + '"files":['.length
    const last = bytes.indexOf('\n],')
    const root = bytes.indexOf('"root":"') + '"root":"'.length
    const places = Array.from({ length: last - first }, (_, i) => first + i).filter((place) => place % 2 === 0)
    for (const place of [...places, root, root + 31, root + 63]) {
      expect(['broken', ...refusals], `byte ${place}`).toContain(await judgeAltered(place))
    }
  })

  it('anywhere else is read or refused by name, never in another way', async () => {
    const known = ['intact', 'broken', 'none', 'not-checkable', ...refusals]
    for (let place = 0; place < bytes.length; place += 13) {
      expect(known, `byte ${place}`).toContain(await judgeAltered(place))
    }
  })

  it('or cut off at any length is refused', async () => {
    for (let length = 0; length < bytes.length - 2; length += 11) {
      writeFileSync(bench.path('m.json'), bytes.subarray(0, length))
      await expect(readManifest(bench.path('m.json'), {}), `${length} bytes`).rejects.toBeInstanceOf(AppError)
    }
  })
})
