import type { SealState } from '../../shared/model/manifest.ts'
import type { RunControl } from '../run/run-control.ts'
import { openRoot, refuseStrangers, refuseWrongRoot } from './check-root.ts'
import type { ComparisonPlan, SideName } from './compare-options.ts'
import { sideNames, type ComparedSide, type ComparedSides, type Seals } from './compared-side.ts'
import type { ComparisonProgress } from './comparison-progress.ts'
import { describeCaveat } from './describe-caveat.ts'
import { openManifest, type OpeningManifest } from './open-manifest.ts'
import { scanSide } from './scan-side.ts'

/** Both sides in memory; their seals follow. */
export interface LoadingSides {
  readonly sides: ComparedSides
  /** Resolves when the seals of both manifests are checked. */
  readonly sealed: Promise<Seals>
}

/**
 * Brings both sides into memory: manifests at once, then folders, each after it was found to hold something of the other
 * side. Whatever it opened is closed when `use` has ended. Errors: those of reading a manifest and of a scan,
 * `root-looks-wrong`, `cancelled`.
 */
export async function withSides<T>(
  plan: ComparisonPlan,
  progress: ComparisonProgress,
  control: RunControl,
  use: (loading: LoadingSides) => Promise<T>,
): Promise<T> {
  const loader = new SideLoader(plan, progress, control)
  try {
    return await use({ sides: await loader.load(), sealed: loader.readSeals() })
  } finally {
    loader.close()
  }
}

class SideLoader {
  private readonly plan: ComparisonPlan
  private readonly progress: ComparisonProgress
  private readonly control: RunControl
  private readonly openings = new Map<SideName, OpeningManifest>()
  private readonly roots = new Map<SideName, string>()
  private readonly seals: Seals = {}

  constructor(plan: ComparisonPlan, progress: ComparisonProgress, control: RunControl) {
    this.plan = plan
    this.progress = progress
    this.control = control
  }

  async load(): Promise<ComparedSides> {
    for (const side of sideNames) if (this.plan[side].type === 'folder') this.roots.set(side, await this.openRoot(side))
    const [leftRoot, rightRoot] = [this.roots.get('left'), this.roots.get('right')]
    if (leftRoot !== undefined && rightRoot !== undefined && !this.plan.allowEmpty) {
      await refuseStrangers(leftRoot, rightRoot)
    }
    const [leftManifest, rightManifest] = await Promise.all(sideNames.map((side) => this.readManifest(side)))
    await this.control.pause?.wait()
    const left = leftManifest ?? (await this.scan('left', rightManifest))
    const right = rightManifest ?? (await this.scan('right', left))
    return { left, right }
  }

  async readSeals(): Promise<Seals> {
    for (const opening of this.openings.values()) await opening.sealed
    return this.seals
  }

  close(): void {
    for (const opening of this.openings.values()) opening.close()
  }

  private openRoot(side: SideName): Promise<string> {
    return openRoot(this.plan[side].path)
  }

  private async readManifest(side: SideName): Promise<ComparedSide | undefined> {
    const { type, path } = this.plan[side]
    if (type !== 'manifest') return undefined
    const { kept } = this.plan
    if (kept !== undefined) {
      this.seals[side] = kept.seal
      return { path, columns: kept.manifest.columns, manifest: kept.manifest }
    }
    const opening = await openManifest(path, this.plan.workspace, this.progress.controlReading(side))
    this.openings.set(side, opening)
    opening.sealed.then(
      (seal: SealState) => (this.seals[side] = seal),
      // Told to whoever awaits the seals.
      () => undefined,
    )
    const manifest = await opening.loaded
    return { path, columns: manifest.columns, manifest }
  }

  private async scan(side: SideName, other: ComparedSide | undefined): Promise<ComparedSide> {
    const { plan } = this
    const root = this.roots.get(side) ?? plan[side].path
    const owner = plan.names[side === 'left' ? 'right' : 'left']
    if (other !== undefined && !plan.allowEmpty) await refuseWrongRoot(root, other.columns, owner)
    const readCaveat = (): string => describeCaveat(plan, this.seals)
    const scanned = await scanSide({ plan, side, root, other, control: this.progress.controlScan(), readCaveat })
    if (scanned.totals !== undefined) this.progress.endScan(scanned.totals)
    return scanned
  }
}
