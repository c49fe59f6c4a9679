import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Finding } from '../../shared/model/verdict.ts'
import { readRunFindings, writeRunFindings } from './run-findings.ts'

let workspace: string

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'assay-findings-'))
  await mkdir(join(workspace, 'runs'))
})
afterEach(() => rm(workspace, { recursive: true }))

function removed(path: string): Finding {
  const left = { name: path, path, kind: 'file' as const, digests: {} }
  return { verdict: 'removed', path, left, evidence: `Only on the left: ${path}.` }
}

describe('recorded findings', () => {
  it('come back as they were, whatever characters end a line elsewhere', async () => {
    const names = ['a\u2028b', 'a\u2029b', 'a\nb', 'a\rb', 'a\r\nb', 'a\u0085b', 'a\u000bb', 'last']
    const findings = names.map(removed)
    await writeRunFindings(workspace, 'run', { length: names.length, at: (index) => findings[index]! })
    expect(await readRunFindings(workspace, 'run')).toEqual(findings)
  })

  it('come back whole where a read ends within a line and within a character', async () => {
    const findings = Array.from({ length: 2000 }, (_, index) => removed(`${'ü€😀'.repeat(index % 40)}${index}`))
    await writeRunFindings(workspace, 'run', { length: findings.length, at: (index) => findings[index]! })
    expect(await readRunFindings(workspace, 'run')).toEqual(findings)
  })

  it('tell by its number of a line that was damaged, and lose that one alone', async () => {
    const findings = ['a', 'b', 'c'].map(removed)
    await writeRunFindings(workspace, 'run', { length: 3, at: (index) => findings[index]! })
    const path = join(workspace, 'runs', 'run.findings.jsonl')
    await writeFile(path, (await readFile(path, 'utf8')).replace('"path":"b"', '"path":7'))
    const damaged: [number, string][] = []
    expect(await readRunFindings(workspace, 'run', (...told) => damaged.push(told))).toEqual([
      removed('a'),
      removed('c'),
    ])
    expect(damaged).toEqual([[2, path]])
  })
})
