import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { formatFileLine } from './entry-line.ts'
import { formatNativeHead, formatNativeTail, type NativeTail } from './native-writer.ts'
import { SealBuilder } from './seal.ts'

/** A folder for one test's manifests, removed at its end. */
export class ManifestFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'assay-manifest-'))

  /** Writes a file and returns its path. */
  write(content: string | Uint8Array, name = 'm.manifest.json'): string {
    const path = join(this.path, name)
    writeFileSync(path, content)
    return path
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}

export interface NativeText {
  readonly algorithms?: readonly DigestAlgorithm[]
  readonly tail?: Partial<NativeTail>
}

/** A sealed native manifest of the given entry lines. */
export function formatNative(lines: readonly string[], text: NativeText = {}): string {
  const seal = new SealBuilder()
  for (const line of lines) seal.addLeafLine(Buffer.from(line))
  const head = formatNativeHead({
    runId: 'run_1',
    timestampUtc: '2026-11-20T21:25:01.123456789Z',
    directory: '/data/in',
    toolVersion: '0.1.0',
    algorithms: text.algorithms ?? ['sha256'],
    include: ['*.csv'],
    exclude: [],
    junk: ['.DS_Store'],
    own: ['out.json'],
  })
  const tail = formatNativeTail({
    status: 'completed',
    fileCount: lines.length,
    totalSizeBytes: 12 * lines.length,
    errorCount: 0,
    skippedCount: 2,
    finishedUtc: '2026-11-20T21:25:02.000000000Z',
    durationMs: 17,
    sealRoot: seal.finish(),
    entryCount: lines.length,
    ...text.tail,
  })
  return head + lines.join(',\n') + tail
}

export const sha256Hex = '0123456789abcdef'.repeat(4)

/** The line of a file of 12 bytes. */
export function fileLine(path: string, digest = sha256Hex): string {
  return formatFileLine({
    path,
    sizeBytes: 12,
    algorithms: ['sha256'],
    digests: [digest],
    modifiedNs: 1_700_000_000_123_456_789n,
    mode: 0o644,
  })
}
