import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readStateFile, writeStateFile } from './state-file.ts'

const schema = z.strictObject({ isOn: z.boolean() })
const fallback = { isOn: false }
let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-state-'))
  path = join(folder, 'deep', 'settings.json')
})
afterEach(() => rm(folder, { recursive: true }))

describe('state files', () => {
  it('give back what was written, creating the folder', async () => {
    await writeStateFile(path, { isOn: true })
    expect(await readFile(path, 'utf8')).toBe('{\n  "is_on": true\n}\n')
    expect(await readStateFile(path, schema, fallback)).toEqual({ value: { isOn: true } })
  })

  it('give the fallback when there is no file', async () => {
    expect(await readStateFile(path, schema, fallback)).toEqual({ value: fallback })
  })

  it.each(['', '{"is_on":', '{"is_on":"yes"}', 'null', '{"is_on":true,"more":1}'])(
    'keep a damaged file aside and say so: %j',
    async (text) => {
      await writeStateFile(path, { isOn: true })
      await writeFile(path, text)
      const read = await readStateFile(path, schema, fallback)
      expect(read.value).toEqual(fallback)
      expect(read.warning).toContain(`${path}.corrupt`)
      expect(await readFile(`${path}.corrupt`, 'utf8')).toBe(text)
      expect(await readStateFile(path, schema, fallback)).toEqual({ value: fallback })
    },
  )
})
