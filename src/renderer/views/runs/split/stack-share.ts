/** Enough for a lane with its axis, or for a few rows. */
const smallestPartPx = 120

/** The upper part's share of a height, with both parts usable; where there is no room for both, each has half. */
export function clampShare(share: number, wholePx: number): number {
  const least = Math.min(0.5, smallestPartPx / Math.max(1, wholePx))
  return Math.min(1 - least, Math.max(least, share))
}

export function readShare(name: string, otherwise: number): number {
  try {
    const stored = Number(localStorage.getItem(`assay.stack.${name}`) ?? Number.NaN)
    return stored > 0 && stored < 1 ? stored : otherwise
  } catch {
    return otherwise
  }
}

/** Where storage is refused, it lasts as long as the window. */
export function storeShare(name: string, share: number): void {
  try {
    localStorage.setItem(`assay.stack.${name}`, share.toFixed(4))
  } catch {
    return
  }
}

/** Where a key moves the bar to, in steps or to an end; undefined for keys of no concern here. */
export function moveShareByKey(key: string, share: number, usual: number): number | undefined {
  if (key === 'ArrowUp') return share - 0.04
  if (key === 'ArrowDown') return share + 0.04
  if (key === 'Home') return 0
  if (key === 'End') return 1
  return key === 'Enter' ? usual : undefined
}
