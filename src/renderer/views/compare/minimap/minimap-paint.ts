import type { MinimapBucket } from '../../../../shared/ipc/comparison-schemas.ts'
import type { Verdict } from '../../../../shared/model/verdict.ts'

export interface MinimapPicture {
  readonly buckets: readonly MinimapBucket[]
  readonly widthPx: number
  /** Height of all rows together, which may be less than there is room for. */
  readonly mapHeightPx: number
  readonly colorOf: (verdict: Verdict) => string
}

export interface MinimapMark {
  readonly topPx: number
  readonly heightPx: number
  readonly leftPx: number
  readonly widthPx: number
  readonly verdict: Verdict
  /** How dense the findings are here, next to where they are densest; the loudest never fades. */
  readonly strength: number
}

const leastMarkPx = 2
const quietInsetPx = 4
const faintest = 0.5

/** One mark a stretch that has a finding: the loudest over the whole width, so that it is told without its colour. */
export function layOutMarks({ buckets, widthPx, mapHeightPx }: Omit<MinimapPicture, 'colorOf'>): MinimapMark[] {
  const mostFindings = buckets.reduce((most, { findingCount }) => Math.max(most, findingCount), 1)
  const stretchPx = mapHeightPx / Math.max(1, buckets.length)
  return buckets.flatMap(({ verdict, findingCount }, index) => {
    if (verdict === null || findingCount === 0) return []
    const isLoud = verdict === 'suspected-corruption'
    const insetPx = isLoud ? 0 : quietInsetPx
    const strength = isLoud ? 1 : faintest + (1 - faintest) * Math.sqrt(findingCount / mostFindings)
    const heightPx = Math.max(leastMarkPx, stretchPx - (stretchPx > 6 ? 2 : 0))
    return [{ topPx: index * stretchPx, heightPx, leftPx: insetPx, widthPx: widthPx - 2 * insetPx, verdict, strength }]
  })
}

export function paintMinimap(canvas: HTMLCanvasElement, picture: MinimapPicture, heightPx: number): void {
  const ratio = window.devicePixelRatio || 1
  canvas.width = Math.round(picture.widthPx * ratio)
  canvas.height = Math.round(heightPx * ratio)
  const context = canvas.getContext('2d')
  if (context === null) return
  context.scale(ratio, ratio)
  for (const mark of layOutMarks(picture)) {
    context.fillStyle = picture.colorOf(mark.verdict)
    context.globalAlpha = mark.strength
    context.fillRect(mark.leftPx, mark.topPx, mark.widthPx, mark.heightPx)
  }
}

/** The row at a height of the map. */
export function rowAtHeight(yPx: number, mapHeightPx: number, rowCount: number): number {
  return Math.min(1, Math.max(0, yPx / Math.max(1, mapHeightPx))) * rowCount
}
