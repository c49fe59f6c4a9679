import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import { readManifest } from '../read-manifest.ts'
import { readManifestSummary } from '../read-summary.ts'
import { hashdeepHead, md5, sha256, ListFolder } from './list-fixtures.ts'

let folder: ListFolder
beforeAll(() => {
  folder = new ListFolder()
})
afterAll(() => folder.remove())

describe('any list', () => {
  it('has the summary that reading it whole gives', async () => {
    const path = folder.write(`${md5}  a\n`, 'MD5SUMS')
    expect(await readManifestSummary(path)).toEqual((await readManifest(path, {})).summary)
  })

  it('with a line of over 16 MiB is refused by its number', async () => {
    await folder.expectRefused(`${md5}  a\n${md5}  ${'x'.repeat(40 * 1024 * 1024)}`, /line 2: is longer than 16 MiB/u)
  })

  it('ends when cancelled', async () => {
    const path = join(folder.path, 'list')
    await expect(readManifest(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })

  const starts = [
    '',
    `${md5}  a\n`,
    `SHA256 (a) = ${sha256}\n`,
    hashdeepHead,
    '; c\na 00000000\n',
    `\\${sha256}  `,
    '\ufeff',
  ]
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(md5, sha256, '  ', ' *', '\\', '\n', '\r\n', '\0', 'XXH3_', 'SHA256 (', ') = ', '%%%% ', '## ', ',')
      .map((text) => Buffer.from(text)),
    fc.constantFrom('12', ' 1A2B3C4D', '/', '../', './', 'é', '#', ';', 'a', 'C:\\').map((text) => Buffer.from(text)),
  )

  it('of arbitrary bytes is read or refused with an error of Assay’s own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.array(piece, { maxLength: 30 }), async (start, pieces) => {
        const path = folder.write(Buffer.concat([Buffer.from(start), ...pieces]), 'fuzz')
        const outcome: unknown = await readManifest(path, {}).catch((error: unknown) => error)
        if (outcome instanceof AppError) expect(outcome.code).toMatch(/^manifest-(invalid|not-recognised)$/u)
        else expect(outcome).toMatchObject({ summary: { runId: '' } })
      }),
      { numRuns: 400 },
    )
  })
})
