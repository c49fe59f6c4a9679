import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reportFormatOf, reportFormats } from '../../shared/model/report.ts'
import { makeFinding, makeReport } from './report-fixtures.ts'
import { writeReport } from './write-report.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-write-report-'))
})
afterEach(() => rm(folder, { recursive: true }))

const model = () => makeReport(Array.from({ length: 3000 }, (_, index) => makeFinding(index)))

describe('writing a report', () => {
  it.each(reportFormats)('tells the size and the digest of the %s it wrote', async (format) => {
    const target = join(folder, `r.${format}`)
    const written = await writeReport(model(), format, target)
    const bytes = await readFile(target)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(written).toEqual({ path: target, sizeBytes: bytes.length, sha256 })
  })

  it.each(reportFormats)('leaves the older file when the %s is cancelled', async (format) => {
    const target = join(folder, `r.${format}`)
    await writeFile(target, 'older')
    const signal = AbortSignal.abort()
    await expect(writeReport(model(), format, target, { signal })).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readFile(target, 'utf8')).toBe('older')
    expect(await readdir(folder)).toEqual([`r.${format}`])
  })

  it('refuses a folder that is not there', async () => {
    await expect(writeReport(model(), 'json', join(folder, 'no/r.json'))).rejects.toMatchObject({ code: 'not-found' })
  })
})

it('tells the rendering by the extension of a file name', () => {
  const names = ['a.html', 'a.HTM', 'b.pdf', 'c.csv', 'd.json', 'e.md', 'e.markdown', 'f.txt', 'json', '']
  const formats = ['html', 'html', 'pdf', 'csv', 'json', 'md', 'md', undefined, undefined, undefined]
  expect(names.map(reportFormatOf)).toEqual(formats)
})
