const smallestSidePx = 260
const smallestMainPx = 380

/** Keeps both parts usable; when there is no room for both, the main part wins. */
export function clampSide(sizePx: number, wholePx: number): number {
  const largestPx = Math.max(smallestSidePx, wholePx - smallestMainPx)
  return Math.min(largestPx, Math.max(smallestSidePx, sizePx))
}

export function readSize(name: string, otherwisePx: number): number {
  try {
    const stored = Number(localStorage.getItem(`assay.split.${name}`))
    return Number.isFinite(stored) && stored >= smallestSidePx ? stored : otherwisePx
  } catch {
    return otherwisePx
  }
}

/** Where storage is refused, the width lasts as long as the window. */
export function storeSize(name: string, sizePx: number): void {
  try {
    localStorage.setItem(`assay.split.${name}`, String(Math.round(sizePx)))
  } catch {
    return
  }
}
