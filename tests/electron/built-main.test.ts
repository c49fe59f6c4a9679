import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sourceNode } from '../cli/run-assay.ts'

const main = new URL('../../out/main/index.js', import.meta.url)
const runner = fileURLToPath(new URL('./run-built-main.ts', import.meta.url))
const isBuilt = existsSync(main)

describe.skipIf(!isBuilt)('the built main process', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-built-'))
    await mkdir(join(folder, 'tree'))
    for (let index = 0; index < 20; index++) await writeFile(join(folder, 'tree', `f${index}`), `content ${index}`)
  })

  afterAll(async () => rm(folder, { recursive: true }))

  it('serves its page and snapshots a dropped folder with its own worker threads', async () => {
    const env = { ...process.env, ASSAY_HOME: join(folder, 'workspace') }
    const { stdout } = await promisify(execFile)(sourceNode, [runner, main.href, join(folder, 'tree')], { env })
    const { run, page } = JSON.parse(stdout) as { run: Record<string, unknown>; page: string }
    expect(run).toMatchObject({ state: 'completed', result: { status: 'completed', fileCount: 20, errorCount: 0 } })
    expect(page).toContain('<div id="root">')
  })

  it('takes the file system without archives for everything but the page', async () => {
    const code = await readFile(main, 'utf8')
    const imports = code.split('\n').filter((line) => /^import .* from "node:fs/.test(line))
    expect(imports.toSorted()).toEqual([
      'import { readFile } from "node:fs/promises";',
      'import { readdirSync } from "node:fs";',
    ])
    expect(code).toContain('from "original-fs"')
  })
})
