import { describe, expect, it } from 'vitest'
import type { VerifyResult } from '../../../shared/model/run.ts'
import { verifyCommandOf } from './verify-command.ts'

function resultOf(manifest: string, folder: string, part: Partial<VerifyResult> = {}): VerifyResult {
  return {
    kind: 'verify',
    runId: 'run_20261120_212501',
    status: 'clean',
    left: { location: manifest, format: 'assay-manifest', fileCount: 1, totalSizeBytes: 1 },
    right: { location: folder, format: 'folder', fileCount: 1, totalSizeBytes: 1 },
    counts: { unchanged: 1 },
    findingCount: 0,
    isQuick: false,
    isStrict: false,
    startedUtc: '2026-11-20T21:25:01Z',
    finishedUtc: '2026-11-20T21:25:02Z',
    durationMs: 1000,
    warnings: [],
    ...part,
  }
}

describe('the command that does the same verify', () => {
  it('leaves plain paths as they are and names the options of the run', () => {
    const result = resultOf('/m/a.manifest.json', '/data/in', { isQuick: true, isStrict: true })
    expect(verifyCommandOf(result, 'linux')).toBe('assay verify /m/a.manifest.json /data/in --quick --strict')
  })

  it('makes one word of a path whatever its characters', () => {
    const result = resultOf('/m/a b.json', "/it's $HOME")
    expect(verifyCommandOf(result, 'linux')).toBe(String.raw`assay verify '/m/a b.json' '/it'\''s $HOME'`)
    expect(verifyCommandOf(resultOf('C:\\m\\a.json', 'D:\\my data'), 'win32')).toBe(
      String.raw`assay verify "C:\m\a.json" "D:\my data"`,
    )
  })
})
