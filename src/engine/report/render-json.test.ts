import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../shared/model/run-record.ts'
import { makeFinding, makeHostileFindings, makeReport, renderWhole } from './report-fixtures.ts'
import type { ReportModel } from './report-model.ts'

const schema = JSON.parse(readFileSync(new URL('../../../docs/report.schema.json', import.meta.url), 'utf8')) as object
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema)

const render = (model: ReportModel) => renderWhole(model, 'json')

function expectValid(text: string): void {
  validate(JSON.parse(text))
  expect(validate.errors).toBeNull()
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

/** RFC 6962, section 2.1, as its text defines it: recursively, by the largest power of two below the count. */
function merkleRoot(leaves: readonly string[]): Buffer {
  if (leaves.length === 0) return sha256(Buffer.alloc(0))
  if (leaves.length === 1) return sha256(Buffer.concat([Buffer.from([0]), Buffer.from(leaves[0] ?? '')]))
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Buffer.concat([Buffer.from([1]), merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split))]))
}

describe('the JSON report', () => {
  it.each([0, 1, 2, 7])('of %d findings fits its published schema', async (count) => {
    expectValid(await render(makeReport(Array.from({ length: count }, (_, index) => makeFinding(index)))))
  })

  it('of hostile names fits its schema and holds every exact name', async () => {
    const findings = makeHostileFindings()
    const text = await render(makeReport(findings))
    expectValid(text)
    const parsed = JSON.parse(text) as { findings: { path: string }[] }
    expect(parsed.findings.map(({ path }) => path)).toEqual(findings.map(({ path }) => path))
    expect(text).toContain('"path_base64":"YmFkIP/+IG5hbWU="')
  })

  it('of runs that failed and were cancelled fits its schema', async () => {
    const failure = { code: 'not-found' as const, operation: 'verify', message: 'Gone.' }
    const ends: Partial<RunRecord>[] = [{ state: 'failed', failure }, { state: 'cancelled' }]
    for (const end of ends) expectValid(await render(makeReport([makeFinding(3)], end)))
  })

  it('has a schema that refuses what no report says', async () => {
    const report = JSON.parse(await render(makeReport([makeFinding(1)]))) as Record<string, Record<string, unknown>>
    for (const altered of [
      { ...report, extra: 1 },
      { ...report, version: 2 },
      { ...report, summary: { ...report['summary'], status: 'fine' } },
      { ...report, summary: { ...report['summary'], note: '' } },
      { ...report, findings: [{ verdict: 'edited', path: 'a' }] },
      { ...report, findings: [{ verdict: 'lost', path: 'a', evidence: '' }] },
      { ...report, digests: { ...report['digests'], findings: 'abc' } },
    ]) {
      expect(validate(altered)).toBe(false)
    }
  })

  it('states digests that its own lines give', async () => {
    const lines = (await render(makeReport(makeHostileFindings()))).trimEnd().split('\n')
    const { digests } = JSON.parse(`{${lines.at(-1)}`) as { digests: Record<string, string> }
    const errorsAt = lines.indexOf('"errors":[')
    const withoutComma = (line: string) => line.replace(/,$/u, '')
    const summary = withoutComma(lines[1] ?? '').slice('"summary":'.length)
    expect(digests).toEqual({
      summary: sha256(Buffer.from(summary)).toString('hex'),
      findings: merkleRoot(lines.slice(3, errorsAt - 1).map(withoutComma)).toString('hex'),
      errors: merkleRoot(lines.slice(errorsAt + 1, -2).map(withoutComma)).toString('hex'),
    })
  })

  it('holds no character that could end or open an element of HTML', async () => {
    expect(await render(makeReport(makeHostileFindings()))).not.toContain('<')
  })
})
