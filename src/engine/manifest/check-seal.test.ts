import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkManifestSeal } from './check-seal.ts'
import { fileLine, formatNative, ManifestFolder, sha256Hex } from './manifest-fixtures.ts'

let folder: ManifestFolder
beforeAll(() => {
  folder = new ManifestFolder()
})
afterAll(() => folder.remove())

const check = (text: string): ReturnType<typeof checkManifestSeal> => checkManifestSeal(folder.write(text), {})
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const lines = names.map((name) => fileLine(name))
const sealed = formatNative(lines)

/** RFC 6962, section 2.1, word for word. */
function hashTree(leaves: readonly string[]): Buffer {
  const sha256 = (...parts: (string | Buffer)[]): Buffer => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return sha256('\0', leaves[0] ?? '')
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256('\u0001', hashTree(leaves.slice(0, split)), hashTree(leaves.slice(split)))
}

describe('the seal', () => {
  it('is intact for every number of entries, with the root of RFC 6962', async () => {
    for (let count = 0; count <= lines.length; count += 1) {
      const some = lines.slice(0, count)
      expect(await check(formatNative(some))).toEqual({ state: 'intact', root: hashTree(some).toString('hex') })
    }
  })

  it('is intact over more entries than one block holds', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) => fileLine(`f${String(index).padStart(6, '0')}`))
    expect(await check(formatNative(many))).toMatchObject({ state: 'intact' })
  })

  it('breaks when an entry is changed, moved, dropped, added or taken apart', async () => {
    const changed = sealed.replace(`"b","relative_path":"b"`, `"B","relative_path":"B"`)
    expect(await check(changed)).toMatchObject({ state: 'broken', reason: expect.stringMatching(/bytes do not give/u) })
    const moved = sealed.replace(lines.slice(0, 2).join(',\n'), [lines[1], lines[0]].join(',\n'))
    expect(await check(moved)).toMatchObject({ state: 'broken', reason: expect.stringMatching(/bytes do not give/u) })
    const dropped = sealed.replace(`${lines[2]},\n`, '')
    expect(await check(dropped)).toMatchObject({ state: 'broken', reason: expect.stringMatching(/over 7.*holds 6/u) })
    const added = sealed.replace(`${lines[2]},\n`, `${lines[2]},\n${fileLine('cc')},\n`)
    expect(await check(added)).toMatchObject({ state: 'broken', reason: expect.stringMatching(/over 7.*holds 8/u) })
    const apart = sealed.replace(',"size_bytes"', ',\n"size_bytes"')
    expect(await check(apart)).toMatchObject({ state: 'broken' })
  })

  it('breaks at every changed byte of the entries', async () => {
    const text = formatNative(lines.slice(0, 2))
    const start = text.indexOf('[\n') + 2
    for (let at = text.indexOf('{"name"', start); at < text.lastIndexOf('\n],'); at += 1) {
      const bytes = Buffer.from(text)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      const path = folder.write(bytes)
      expect((await checkManifestSeal(path, {})).state, `byte ${at}`).not.toBe('intact')
    }
  })

  it('breaks when the tail lists other entries, or is cut off', async () => {
    const second = sealed.replace('],\n"status"', `],\n"files":[${fileLine('x', 'f'.repeat(64))}],"status"`)
    expect(await check(second)).toMatchObject({ state: 'broken' })
    expect(await check(sealed.slice(0, -20))).toMatchObject({ state: 'broken' })
    expect(await check(sealed.slice(0, sealed.lastIndexOf('],')))).toMatchObject({ state: 'broken' })
  })

  it('is none where there is none, and not checkable in another layout', async () => {
    const without = sealed.replace(/,\n"seal":\{.*\}\}/u, '}')
    expect(await check(without)).toEqual({ state: 'none' })
    const parsed: unknown = JSON.parse(sealed)
    expect(await check(JSON.stringify(parsed, null, 2))).toMatchObject({ state: 'not-checkable' })
  })

  it('refuses a root that is no SHA-256', async () => {
    const text = sealed.replace(/"root":"[0-9a-f]{64}"/u, `"root":"${sha256Hex.slice(1)}"`)
    await expect(check(text)).rejects.toMatchObject({
      code: 'manifest-invalid',
      message: expect.stringContaining('seal.root'),
    })
  })

  it('stops when cancelled', async () => {
    const path = folder.write(sealed)
    await expect(checkManifestSeal(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
