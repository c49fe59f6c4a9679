import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SnapshotResult } from '../../shared/model/run.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import type { RunControl } from '../run/run-control.ts'
import { verifyFolder } from '../verify/verify-folder.ts'
import type { VerifyOptions, VerifyOutcome } from '../verify/verify-options.ts'
import { snapshotFolder } from './snapshot-folder.ts'
import type { SnapshotOptions } from './snapshot-options.ts'

/** A tree to snapshot and verify, and a workspace beside it, for one test. */
export class SnapshotBench {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-snapshot-')))
  readonly tree = join(this.folder, 'tree')
  readonly workspace = join(this.folder, 'workspace')

  constructor() {
    mkdirSync(this.tree)
  }

  /** Path of something beside the tree. */
  path(name: string): string {
    return join(this.folder, name)
  }

  /** Writes a file of the tree, with the folders above it. */
  write(path: string, content: string | Uint8Array = path): string {
    const whole = join(this.tree, path)
    mkdirSync(dirname(whole), { recursive: true })
    writeFileSync(whole, content)
    return whole
  }

  snapshot(changes: Partial<SnapshotOptions> = {}, control: RunControl = {}): Promise<SnapshotResult> {
    const options = {
      directory: this.tree,
      output: this.path('m.json'),
      algorithms: ['sha256' as const],
      include: [],
      exclude: [],
      isJunkExcluded: true,
      isParanoid: false,
      format: 'assay-manifest' as const,
      workspace: this.workspace,
      toolVersion: '0.1.0',
    }
    return snapshotFolder({ ...options, ...changes }, control)
  }

  verify(changes: Partial<VerifyOptions> = {}, control: RunControl = {}): Promise<VerifyOutcome> {
    const options = {
      manifest: this.path('m.json'),
      isQuick: false,
      isStrict: false,
      allowEmpty: false,
      workspace: this.workspace,
      toolVersion: '0.1.0',
    }
    return verifyFolder({ ...options, ...changes }, control)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The exact lines of a native manifest's entries, without their commas. */
export function readEntryLines(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  const first = lines.indexOf('"files":[') + 1
  const last = lines.findIndex((line, i) => i >= first && line === '],')
  return lines.slice(first, last).map((line) => line.replace(/,$/u, ''))
}

/** Findings as `verdict path`, in order. */
export function describeFindings({ findings }: VerifyOutcome): string[] {
  return listAll(findings).map((finding) => `${finding.verdict} ${finding.path}`)
}

export function listAll(findings: VerifyOutcome['findings']): Finding[] {
  return Array.from({ length: findings.length }, (_, i) => findings.at(i))
}
