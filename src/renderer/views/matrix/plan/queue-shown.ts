const key = 'assay.matrix.queue'
const roomyPx = 1200

/** As it was left; before that, where there is room for it. */
export function isQueueShownAtFirst(): boolean {
  try {
    const kept = localStorage.getItem(key)
    return kept === null ? window.innerWidth >= roomyPx : kept === 'shown'
  } catch {
    return window.innerWidth >= roomyPx
  }
}

/** Where storage is refused, it is as long as the view. */
export function keepQueueShown(isShown: boolean): void {
  try {
    localStorage.setItem(key, isShown ? 'shown' : 'hidden')
  } catch {
    return
  }
}
