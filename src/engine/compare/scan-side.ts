import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { createRules } from '../diff/compare-rows.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'
import type { RunControl } from '../run/run-control.ts'
import { ColumnsCollector } from '../scan/collect-columns.ts'
import { scanFolder } from '../scan/scan-folder.ts'
import type { ScanOptions } from '../scan/scan-types.ts'
import { findOwnPaths } from '../snapshot/output-path.ts'
import { findPath } from '../table/entry-reader.ts'
import type { ComparisonPlan, SideName } from './compare-options.ts'
import { natureOf, type ComparedSide } from './compared-side.ts'
import { LiveFindings } from './live-findings.ts'

/** What two folders are compared by. */
const usualAlgorithms: readonly DigestAlgorithm[] = ['sha256']

export interface SideScan {
  readonly plan: ComparisonPlan
  readonly side: SideName
  /** The folder, links resolved. */
  readonly root: string
  /** The other side, where it is known already. */
  readonly other: ComparedSide | undefined
  readonly control: RunControl
  readonly readCaveat: () => string
}

/** Reads a folder as the other side was: with its digests and, where it is a manifest, what it left out. Errors: those of a scan. */
export async function scanSide(scan: SideScan): Promise<ComparedSide> {
  const { plan, side, root, other, control } = scan
  const algorithms = other?.columns.algorithms ?? usualAlgorithms
  const collector = new ColumnsCollector(algorithms)
  const live = createLiveFindings(scan, algorithms)
  const memory = plan.kept?.memory
  const totals = await scanFolder({
    root,
    algorithms,
    ...chooseFilters(other?.manifest),
    mode: plan.isQuick || algorithms.length === 0 ? 'metadata' : 'contents',
    hasLines: false,
    ownPaths: new Set(findOwn(scan)),
    base: memory?.begin(),
    workerCount: plan.workerCount,
    expected: expectTotals(plan, other),
    control,
    onRead: live === undefined ? undefined : (...read) => live.judge(...read),
    sink: (result, batch) => {
      collector.add(result, batch)
      memory?.add(result, batch)
    },
  })
  memory?.keep()
  const columns = { ...collector.finish(), bareFolders: totals.bareFolders }
  return { path: plan[side].path, columns, totals }
}

function chooseFilters(
  manifest: LoadedManifest | undefined,
): Pick<ScanOptions, 'include' | 'exclude' | 'isJunkExcluded'> {
  if (manifest === undefined) return { include: [], exclude: [], isJunkExcluded: true }
  const { include, exclude, junk } = manifest.summary.filters
  return { include, exclude: [...exclude, ...(junk ?? [])], isJunkExcluded: false }
}

function findOwn({ plan, root, other }: SideScan): string[] {
  const manifests = [plan.left, plan.right].filter(({ type }) => type === 'manifest').map(({ path }) => path)
  const now = findOwnPaths(root, [...manifests, plan.workspace, ...plan.ownFiles])
  // A run manifest written over an older one lists that older one: what was recorded is compared, whatever it is.
  const unlisted = now.filter((path) => other === undefined || findPath(other.columns, Buffer.from(path)) === -1)
  return [...(other?.manifest?.summary.filters.own ?? []), ...unlisted]
}

function expectTotals({ isQuick }: ComparisonPlan, other: ComparedSide | undefined): ScanOptions['expected'] {
  const known = other?.manifest?.summary ?? other?.totals
  if (known === undefined) return undefined
  return { files: known.fileCount, bytes: isQuick ? 0 : known.totalSizeBytes }
}

function createLiveFindings(scan: SideScan, algorithms: readonly DigestAlgorithm[]): LiveFindings | undefined {
  const { plan, side, other, control, readCaveat } = scan
  if (other === undefined || control.onFinding === undefined) return undefined
  const scanned = natureOf(undefined, { algorithms })
  const known = natureOf(other.manifest, other.columns)
  const rules = side === 'right' ? createRules(known, scanned, plan.isQuick) : createRules(scanned, known, plan.isQuick)
  const { isStrict } = plan
  return new LiveFindings({
    known: other.columns,
    scanned: side,
    rules,
    isStrict,
    readCaveat,
    onFinding: control.onFinding,
  })
}
