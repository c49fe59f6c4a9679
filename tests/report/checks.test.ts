import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildReport } from '../../src/engine/report/build-report.ts'
import { checkReportProgram } from '../../src/engine/report/check-programs.ts'
import {
  fixedFacts,
  hostileNames,
  makeEntry,
  makeFinding,
  makeHostileFindings,
  makeReport,
  makeVerifyRecord,
  renderWhole,
} from '../../src/engine/report/report-fixtures.ts'
import type { ReportModel } from '../../src/engine/report/report-model.ts'
import { snapshotFolder } from '../../src/engine/snapshot/snapshot-folder.ts'
import type { Finding } from '../../src/shared/model/verdict.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0
const hasBash = spawnSync('bash', ['--version']).status === 0
const hasCksum = /coreutils\) 9/u.test(spawnSync('cksum', ['--version'], { encoding: 'utf8' }).stdout ?? '')
const document = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-checks-'))
})
afterEach(() => rm(folder, { recursive: true }))

const runBash = (command: string) => spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' })

describe('the checks that docs/reports.md describes', () => {
  it('are the ones that the reports themselves describe', () => {
    expect(document).toContain(`\`\`\`python check-report\n${checkReportProgram}\`\`\``)
  })

  it.skipIf(!hasBash)('give the digest of the summary by a shell alone', async () => {
    const program = /^```sh check-summary\n([\s\S]*?)^```/mu.exec(document)?.[1] ?? ''
    for (const format of ['json', 'html'] as const) {
      const text = await renderWhole(makeReport(makeHostileFindings()), format)
      await writeFile(join(folder, 'r'), text)
      const { stdout } = spawnSync('bash', ['-c', program, 'bash', 'r'], { cwd: folder, encoding: 'utf8' })
      expect(text).toContain(`"digests":{"summary":"${stdout.slice(0, 64)}"`)
    }
  })
})

describe.skipIf(!hasPython || !hasBash)('the checks that a report describes, done as it says', () => {
  const firstCheck = ({ summary }: ReportModel) => summary.howToCheck[0]?.commands.at(-1) ?? ''

  it.each(['json', 'html'] as const)('find the %s intact, and name what was altered in it', async (format) => {
    const model = makeReport([makeFinding(0), ...makeHostileFindings()])
    const text = await renderWhole(model, format)
    await writeFile(join(folder, 'report.json'), text)
    expect(runBash(firstCheck(model)).stdout).toBe('intact\n')
    const alterations = [
      ['"status":"incomplete"', '"status":"clean"', 'summary'],
      ['{"verdict":"edited"', '{"verdict":"moved"', 'findings'],
      [
        '"code":"EACCES","message":"permission denied"}\n],\n"digests"',
        '"code":"EIO","message":""}\n],\n"digests"',
        'errors',
      ],
    ] as const
    for (const [found, replacement, section] of alterations) {
      await writeFile(join(folder, 'report.json'), text.replace(found, replacement))
      expect(runBash(firstCheck(model)).stdout).toBe(`ALTERED: ${section}\n`)
    }
  })

  it('give the digest stated of a file, whatever its name', async () => {
    const names = [...hostileNames.filter((name) => !name.includes('/')), '-n', "it's", ' ']
    for (const name of names) {
      await writeFile(join(folder, name), `content of ${name}`)
      const sha256 = createHash('sha256').update(`content of ${name}`).digest('hex')
      const right = makeEntry(name, 0, { digests: { sha256 } })
      const finding: Finding = { verdict: 'added', path: name, right, evidence: '' }
      const record = makeVerifyRecord([finding])
      if (record.result?.kind !== 'verify') throw new Error('The fixture is a verify')
      const result = { ...record.result, right: { ...record.result.right, location: folder } }
      const { summary } = buildReport({ ...record, result }, { length: 1, at: () => finding }, fixedFacts)
      const step = summary.howToCheck.find(({ expected }) => expected === sha256)
      // coreutils begins a line with a backslash where it escaped the name.
      expect(
        runBash(step?.commands[0] ?? 'false')
          .stdout.replace(/^\\/u, '')
          .slice(0, 64),
      ).toBe(sha256)
    }
  })

  it('give the seal of the manifest, and hold the folder against it', async () => {
    const manifest = join(folder, 'm.json')
    const tree = await mkdtemp(join(tmpdir(), 'assay-checked-'))
    await writeFile(join(tree, 'a'), 'one')
    await writeFile(join(tree, 'b c'), 'two')
    const filters = { include: [], exclude: [], isJunkExcluded: false }
    const ways = { algorithms: ['sha256'] as const, format: 'assay-manifest' as const, isParanoid: false }
    const place = { directory: tree, output: manifest, workspace: join(folder, 'workspace'), toolVersion: '0.1.0' }
    const result = await snapshotFolder({ ...filters, ...ways, ...place }, {})
    const record = makeVerifyRecord([])
    if (record.result?.kind !== 'verify') throw new Error('The fixture is a verify')
    const left = {
      ...record.result.left,
      location: manifest,
      seal: { state: 'intact' as const, root: result.seal ?? '' },
    }
    const right = { ...record.result.right, location: tree }
    const none = { length: 0, at: () => makeFinding(0) }
    const { summary } = buildReport({ ...record, result: { ...record.result, left, right } }, none, fixedFacts)
    const [, seal, whole] = summary.howToCheck
    expect(runBash(seal?.commands[0] ?? '').stdout).toBe(`${result.seal}\n`)
    expect(runBash(whole?.commands[0] ?? '')).toMatchObject({ status: 0, stdout: '' })
    await writeFile(join(tree, 'a'), 'eno')
    expect(runBash(whole?.commands[0] ?? '')).toMatchObject({ status: 1, stdout: 'a: FAILED\n' })
    await rm(tree, { recursive: true })
  })

  it.skipIf(!hasCksum).each([
    ['gnu-checksums', 'sha256', 'sha256sum'],
    ['gnu-checksums', 'md5', 'md5sum'],
    ['bsd-checksums', 'sha256', 'sha256sum --tag'],
  ] as const)('hold the folder against a list of %s with %s (needs coreutils 9, else skipped)', async (...of) => {
    const [format, algorithm, tool] = of
    await writeFile(join(folder, 'a'), 'one')
    await writeFile(join(folder, 'b c'), 'two')
    runBash(`${tool} a 'b c' > list`)
    const entry = makeEntry('a', 0, { digests: { [algorithm]: 'c0ffee' } })
    const finding: Finding = { verdict: 'changed', path: 'a', left: entry, evidence: '' }
    const record = makeVerifyRecord([finding])
    if (record.result?.kind !== 'verify') throw new Error('The fixture is a verify')
    const left = { location: join(folder, 'list'), format, fileCount: 2, totalSizeBytes: 6 }
    const right = { ...record.result.right, location: folder }
    const one = { length: 1, at: () => finding }
    const { summary } = buildReport({ ...record, result: { ...record.result, left, right } }, one, fixedFacts)
    const none = { length: 0, at: () => finding }
    const named = { ...record.result, left: { ...left, algorithms: [algorithm] }, right }
    const ofClean = buildReport({ ...record, result: named }, none, fixedFacts).summary.howToCheck
    expect(ofClean.at(-1)).toEqual(summary.howToCheck.at(-1))
    const command = summary.howToCheck.at(-1)?.commands[0] ?? ''
    expect(runBash(command)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    await writeFile(join(folder, 'a'), 'eno')
    expect(runBash(command)).toMatchObject({ status: 1, stdout: 'a: FAILED\n' })
  })
})
