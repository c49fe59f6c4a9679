import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDurableFile } from './durable-file.ts'
import { removeAbandonedTemps, sweepStaleTemps } from './stale-temps.ts'
import { createTempName, hostMark, parseTempName } from './temp-name.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-sweep-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function createTemp(host: string, pid: number): string {
  const path = join(folder, `.a.json.${host}-${pid}-0123456789ab.assay-tmp`)
  writeFileSync(path, '')
  return path
}

const otherHost = '00000000'

it('removes the temp of a writer that is gone and keeps that of one at work', async () => {
  const dead = createTemp(hostMark(), spawnSync(process.execPath, ['-e', '']).pid)
  const live = await openDurableFile(join(folder, 'b.json'))
  expect(await sweepStaleTemps(folder)).toBe(1)
  expect(existsSync(dead)).toBe(false)
  expect(existsSync(live.tempPath)).toBe(true)
  await live.abort()
})

it('removes the temps that this process has begun for one target, and no others', async () => {
  const target = join(folder, `${'é'.repeat(120)}.json`)
  const abandoned = await openDurableFile(target)
  const other = await openDurableFile(join(folder, 'b.json'))
  const foreign = createTemp(otherHost, process.pid)
  await removeAbandonedTemps(target)
  expect([abandoned.tempPath, other.tempPath, foreign].map((path) => existsSync(path))).toEqual([false, true, true])
  await Promise.all([abandoned.abort(), other.abort()])
})

it('leaves the temp of another machine alone until it is a day old', async () => {
  const foreign = createTemp(otherHost, 1)
  expect(await sweepStaleTemps(folder)).toBe(0)
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000)
  utimesSync(foreign, longAgo, longAgo)
  expect(await sweepStaleTemps(folder)).toBe(1)
})

it('touches no other file, and takes a missing folder as empty', async () => {
  writeFileSync(join(folder, '.notes.assay-tmp'), 'mine')
  expect(await sweepStaleTemps(folder)).toBe(0)
  expect(await sweepStaleTemps(join(folder, 'none'))).toBe(0)
})

it('names every temp uniquely, within 255 bytes, so that its writer can be read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (baseName) => {
      const name = createTempName(baseName)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
      expect(parseTempName(name)).toEqual({ host: hostMark(), pid: process.pid })
    }),
  )
})
