import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { makeFinding, makeHostileFindings, makeReport, renderWhole } from '../../src/engine/report/report-fixtures.ts'
import { showPath } from '../../src/engine/report/shown-text.ts'
import { readPdfText } from './read-pdf.ts'

const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0
const skipped = hasPdftotext ? '' : ', skipped: no pdftotext'

function runPdftotext(pdf: string): string {
  const { stdout } = spawnSync('pdftotext', ['-raw', '-', '-'], {
    input: Buffer.from(pdf, 'latin1'),
    maxBuffer: 2 ** 28,
  })
  return stdout.toString()
}

/** Where a line is broken, and how words of two directions are ordered, is a matter of the reader. */
function withoutLayout(text: string): string {
  return text.replaceAll(/[\s\u00a0\u202a-\u202e\u200e\u200f]/gu, '')
}

/** As the PDF tells it: what no font has, in words. */
function inPdf(name: string): string {
  return name.replace('\u{20000}', '[U+20000]').replace('\u{10ffff}', '[U+10FFFF]')
}

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u
// Scripts whose letters trade places or join as they are set: their text is checked by its letters.
const reshaped = /[\p{Script=Devanagari}\p{Script=Thai}]/u

describe('the text of the PDF report', () => {
  it('has every hostile name, by its own glyph tables', async () => {
    const text = withoutLayout(readPdfText(await renderWhole(makeReport(makeHostileFindings()), 'pdf')))
    expect(text).not.toContain('\ufffd')
    for (const finding of makeHostileFindings()) {
      const name = withoutLayout(inPdf(showPath(finding)))
      if (!rightToLeft.test(name) && !reshaped.test(name)) expect(text).toContain(name)
    }
    for (const letter of withoutLayout('עבריתالعربيةहिन्दीไทยአማርኛ')) expect(text).toContain(letter)
  })

  it('has every long path whole, wrapped or not', async () => {
    const path = `${'a very long folder name/'.repeat(30)}end.bin`
    const finding = { ...makeFinding(1), path }
    const text = withoutLayout(readPdfText(await renderWhole(makeReport([finding]), 'pdf')))
    expect(text).toContain(withoutLayout(path))
  })

  it('numbers its pages, and repeats the heading of its table on them', async () => {
    const findings = Array.from({ length: 100 }, (_, index) => makeFinding(index))
    const pdf = await renderWhole(makeReport(findings), 'pdf')
    const text = readPdfText(pdf)
    const count = Number(/page 1 of (\d+)/u.exec(text)?.[1])
    expect(count).toBeGreaterThan(5)
    expect(pdf).toContain(`/Count ${count}`)
    expect(text).toContain(`page ${count} of ${count}`)
    expect(text.split('Path, evidence, and what either side states').length - 1).toBeGreaterThan(5)
  })

  it('prints 10,000 findings at most, and says where the rest is', async () => {
    const findings = { length: 10_001, at: (index: number) => makeFinding(index % 50) }
    const { summary, errors } = makeReport([makeFinding(0)])
    const model = { createdUtc: '2026-11-21T09:00:00.000Z', summary, errors, findings }
    const text = readPdfText(await renderWhole(model, 'pdf'))
    expect(text).toContain(
      'The first 10,000 of 10,001: the JSON, the CSV and the HTML report of this run hold the rest.',
    )
  })

  it.skipIf(!hasPdftotext)(`is read the same by pdftotext${skipped}`, async () => {
    const findings = makeHostileFindings()
    const raw = runPdftotext(await renderWhole(makeReport(findings), 'pdf'))
    // oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
    expect(raw).not.toMatch(/[\u0000-\u0009\u000b\u000e-\u001f\u200b]/u)
    const text = withoutLayout(raw)
    for (const finding of findings) {
      const name = withoutLayout(inPdf(showPath(finding)))
      if (!rightToLeft.test(name) && !reshaped.test(name)) expect(text).toContain(name)
    }
    for (const word of ['עברית', 'العربية', 'Ελληνικά', '日本語']) expect(text).toContain(word)
  })
})
