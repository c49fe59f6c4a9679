import { digestAlgorithms, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { Entry } from '../../shared/model/entry.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { digestOffsets, entryKinds, type EntryColumns } from '../table/entry-columns.ts'
import { parseTimestampNs } from '../table/timestamp.ts'
import { folderCapabilities } from './compare-rows.ts'
import type { Comparison } from './comparison.ts'
import { noRow, verdictCode, type VerdictColumns } from './diff-tables.ts'

/** A path of the findings: what each side has there, and the finding that stands there or, for a move, came from there. */
interface RecordedPath {
  readonly path: Buffer
  readonly finding: Finding
  readonly left: Entry | undefined
  readonly right: Entry | undefined
}

/**
 * The comparison of a past run from the findings it recorded: only their paths are in it, each with the very finding that
 * was recorded. A path that is told twice, as damaged records may, counts once.
 */
export function comparisonOfFindings(findings: readonly Finding[], isStrict: boolean): Comparison {
  const placed = findings.filter(({ left, right }) => left !== undefined || right !== undefined)
  const paths = listPaths(placed)
  const left = columnsOfEntries(
    paths.flatMap(({ left: entry, path }) => (entry === undefined ? [] : [{ entry, path }])),
  )
  const right = columnsOfEntries(
    paths.flatMap(({ right: entry, path }) => (entry === undefined ? [] : [{ entry, path }])),
  )
  return {
    left,
    right,
    columns: tellVerdicts(paths),
    formats: { left: folderCapabilities, right: folderCapabilities },
    isQuick: false,
    isStrict,
    caveat: '',
    refused: findings.filter((finding) => finding.left === undefined && finding.right === undefined),
    recorded: new Map(
      [...paths.entries()].filter(([, at]) => !isWhereItWas(at)).map(([row, { finding }]) => [row, finding]),
    ),
  }
}

function isWhereItWas({ finding, right }: RecordedPath): boolean {
  return finding.fromPath !== undefined && right === undefined
}

/** Both paths of a move, one path of everything else; ascending, each once. */
function listPaths(findings: readonly Finding[]): RecordedPath[] {
  const paths = new Map<string, RecordedPath>()
  const add = (finding: Finding, left: Entry | undefined, right: Entry | undefined): void => {
    const path = exactPath(right ?? left)
    const key = path.toString('latin1')
    if (!paths.has(key)) paths.set(key, { path, finding, left, right })
  }
  for (const finding of findings) {
    if (finding.fromPath === undefined) add(finding, finding.left, finding.right)
    else {
      add(finding, undefined, finding.right)
      add(finding, finding.left, undefined)
    }
  }
  return [...paths.values()].toSorted((a, b) => Buffer.compare(a.path, b.path))
}

function exactPath(entry: Entry | undefined): Buffer {
  if (entry?.pathBase64 !== undefined) return Buffer.from(entry.pathBase64, 'base64')
  return Buffer.from(entry?.path ?? '')
}

function columnsOfEntries(rows: readonly { readonly path: Buffer; readonly entry: Entry }[]): EntryColumns {
  const algorithms = digestAlgorithms.filter((algorithm) => rows.some(({ entry }) => algorithm in entry.digests))
  const offsets = digestOffsets(algorithms)
  const builder = new EntryColumnsBuilder(algorithms, rows.length)
  for (const { path, entry } of rows) {
    const row = builder.append(entryKinds.indexOf(entry.kind), path)
    if (entry.sizeBytes !== undefined) builder.sizes[row] = entry.sizeBytes
    const ns = entry.modifiedUtc === undefined ? undefined : parseTimestampNs(entry.modifiedUtc)
    if (ns !== undefined) builder.modifiedNs[row] = ns
    if (entry.mode !== undefined) builder.modes[row] = entry.mode
    if (entry.error !== undefined) builder.errors.set(row, entry.error)
    if (entry.target !== undefined) builder.targets.set(row, entry.target)
    if (entry.special !== undefined) builder.specials.set(row, entry.special)
    setDigests(builder, row, entry, offsets)
  }
  return builder.finish()
}

function setDigests(builder: EntryColumnsBuilder, row: number, entry: Entry, offsets: readonly number[]): void {
  builder.algorithms.forEach((algorithm: DigestAlgorithm, at) => {
    const digest = entry.digests[algorithm]
    if (digest === undefined) return
    builder.digests.set(Buffer.from(digest, 'hex'), row * builder.digestStride + offsets[at]!)
    builder.digestFlags[row] = builder.digestFlags[row]! | (1 << at)
  })
}

function tellVerdicts(paths: readonly RecordedPath[]): VerdictColumns {
  const count = paths.length
  const sides = { left: new Int32Array(count).fill(noRow), right: new Int32Array(count).fill(noRow) }
  const ends = new Int32Array(count).fill(noRow)
  const halves = new Map<Finding, number>()
  let [leftCount, rightCount] = [0, 0]
  for (const [row, { finding, left, right }] of paths.entries()) {
    if (left !== undefined) sides.left[row] = leftCount++
    if (right !== undefined) sides.right[row] = rightCount++
    const other = halves.get(finding)
    if (other === undefined) halves.set(finding, row)
    else {
      ends[row] = other
      ends[other] = row
    }
  }
  return {
    count,
    verdicts: Uint8Array.from(paths, ({ finding }) => verdictCode(finding.verdict)),
    ...sides,
    ends,
    groups: Int32Array.from(paths, ({ finding }) => finding.group ?? 0),
    copies: new Map(),
    hidden: new Map(),
    inexpressibleCount: 0,
  }
}
