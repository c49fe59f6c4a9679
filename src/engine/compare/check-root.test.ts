import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CompareBench } from './compare-fixtures.ts'

let bench: CompareBench
beforeEach(() => {
  bench = new CompareBench()
})
afterEach(() => bench.remove())

describe('a folder that looks wrong', () => {
  beforeEach(async () => {
    await bench.snapshot({ output: bench.path('left.json') })
    mkdirSync(bench.path('empty'))
    mkdirSync(bench.path('other'))
    writeFileSync(join(bench.path('other'), 'stranger'), '')
  })

  it.each([
    ['left.json', 'empty', 'empty'],
    ['left.json', 'other', 'other'],
    ['empty', 'left.json', 'empty'],
    ['tree', 'empty', 'empty'],
    ['empty', 'tree', 'empty'],
    ['tree', 'other', 'other'],
  ])('is never told as everything gone: %s and %s', async (left, right, wrong) => {
    await expect(bench.compare(left, right)).rejects.toMatchObject({
      code: 'root-looks-wrong',
      path: bench.path(wrong),
    })
    expect((await bench.compare(left, right, { allowEmpty: true })).result.status).toBe('findings')
  })

  it('is one that shares a folder, and nothing in it', async () => {
    mkdirSync(join(bench.path('other'), 'x'))
    writeFileSync(join(bench.path('other'), 'x/other'), '')
    await expect(bench.compare('tree', 'other')).rejects.toMatchObject({ code: 'root-looks-wrong' })
  })

  it('is one that went away since it was chosen', async () => {
    const left = { type: 'folder' as const, path: bench.path('gone') }
    await expect(bench.compare('tree', 'copy', { left })).rejects.toMatchObject({ code: 'root-looks-wrong' })
    const right = { type: 'folder' as const, path: bench.path('left.json') }
    await expect(bench.compare('tree', 'copy', { right })).rejects.toMatchObject({ code: 'root-looks-wrong' })
  })

  it('is none where both are empty', async () => {
    mkdirSync(bench.path('bare'))
    expect((await bench.compare('empty', 'bare')).result).toMatchObject({ status: 'clean', counts: {} })
  })
})
