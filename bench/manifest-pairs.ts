import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { formatFileLine } from '../src/engine/manifest/entry-line.ts'
import { formatNativeHead, formatNativeTail } from '../src/engine/manifest/native-writer.ts'
import { SealBuilder } from '../src/engine/manifest/seal.ts'
import { makeOnce } from './trees.ts'

const filesPerFolder = 1000
const startNs = 1_760_000_000_000_000_000n

interface PairFile {
  readonly path: string
  readonly digest: string
  readonly sizeBytes: number
  readonly modifiedNs: bigint
}

/** A folder then and now, as manifests and as SHA256SUMS lists: of each hundred files one moved, of each thousand one was edited. */
export interface ManifestPair {
  readonly folder: string
  readonly left: string
  readonly right: string
  readonly leftSums: string
  readonly rightSums: string
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function* listFiles(count: number, isNow: boolean): Generator<PairFile> {
  for (let i = 0; i < count; i += 1) {
    const isEdited = isNow && i % 1000 === 500
    if (isNow && i % 1000 === 501) continue
    const folder = `${isNow && i % 100 === 7 ? 'moved/' : ''}d${String(Math.floor(i / filesPerFolder)).padStart(4, '0')}`
    yield {
      path: `${folder}/f${String(i).padStart(7, '0')}.bin`,
      digest: digestOf(`${i}${isEdited ? 'edited' : ''}`),
      sizeBytes: 512 + (i % 4096),
      modifiedNs: startNs + BigInt(i) * 1_000_003n + (isEdited ? 1n : 0n),
    }
  }
  if (!isNow) return
  for (let i = 0; i < count / 1000; i += 1) {
    const path = `new/f${String(i).padStart(7, '0')}.bin`
    yield { path, digest: digestOf(`new ${i}`), sizeBytes: 512, modifiedNs: startNs }
  }
}

function byPath(a: PairFile, b: PairFile): number {
  return a.path < b.path ? -1 : 1
}

/** In the order `find` gives, which no file system promises: by something that has nothing to do with the names. */
function byDigest(a: PairFile, b: PairFile): number {
  return a.digest < b.digest ? -1 : 1
}

function writeLines(target: string, lines: Iterable<string>): void {
  const descriptor = openSync(target, 'w')
  let block: string[] = []
  const flush = (): void => {
    writeSync(descriptor, block.join(''))
    block = []
  }
  for (const line of lines) {
    block.push(line)
    if (block.length === 10_000) flush()
  }
  flush()
  closeSync(descriptor)
}

function writeManifest(target: string, files: readonly PairFile[]): void {
  const seal = new SealBuilder()
  const head = { include: [], exclude: [], junk: [], own: [], algorithms: ['sha256'] as const, toolVersion: '0.1.0' }
  const times = { runId: 'run_20261101_000000', timestampUtc: '2026-11-01T00:00:00.000000000Z' }
  const lines = files.map(({ path, digest, sizeBytes, modifiedNs }) =>
    formatFileLine({ path, sizeBytes, algorithms: ['sha256'], digests: [digest], modifiedNs, mode: 0o644 }),
  )
  for (const line of lines) seal.addLeafLine(Buffer.from(line))
  const tail = {
    status: 'completed' as const,
    fileCount: files.length,
    totalSizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    errorCount: 0,
    skippedCount: 0,
    finishedUtc: times.timestampUtc,
    durationMs: 1,
    sealRoot: seal.finish(),
    entryCount: files.length,
  }
  const body = lines.map((line, at) => (at === lines.length - 1 ? line : `${line},\n`))
  writeLines(target, [formatNativeHead({ ...head, ...times, directory: '/data' }), ...body, formatNativeTail(tail)])
}

/** Makes the four files once and keeps them for the next run. */
export function makeManifestPair(base: string, count: number): ManifestPair {
  const root = join(base, `pair-${count}`)
  const pair = {
    folder: root,
    left: join(root, 'left.manifest.json'),
    right: join(root, 'right.manifest.json'),
    leftSums: join(root, 'left.sha256'),
    rightSums: join(root, 'right.sha256'),
  }
  makeOnce(root, () => {
    for (const isNow of [false, true]) {
      const files = [...listFiles(count, isNow)].toSorted(byPath)
      writeManifest(isNow ? pair.right : pair.left, files)
      const sums = files.toSorted(byDigest).map(({ digest, path }) => `${digest}  ./${path}\n`)
      writeLines(isNow ? pair.rightSums : pair.leftSums, sums)
    }
  })
  return pair
}
