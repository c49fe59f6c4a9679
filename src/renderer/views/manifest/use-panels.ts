import { useState } from 'react'

export interface Panels {
  readonly isMapShown: boolean
  readonly isSideShown: boolean
  /** Width of the side at first: about two fifths of a large window, a third of a small one. */
  readonly firstSidePx: number
  readonly toggleMap: () => void
  readonly toggleSide: () => void
  readonly showSide: () => void
}

export function usePanels(): Panels {
  const [isMapShown, setIsMapShown] = useState(true)
  const [isSideShown, setIsSideShown] = useState(true)
  const firstSidePx = window.innerWidth >= 1280 ? Math.round((window.innerWidth - 216) * 0.4) : 320
  return {
    isMapShown: isMapShown && isSideShown,
    isSideShown,
    firstSidePx,
    toggleMap: () => {
      setIsMapShown(!(isMapShown && isSideShown))
      setIsSideShown(true)
    },
    toggleSide: () => setIsSideShown(!isSideShown),
    showSide: () => setIsSideShown(true),
  }
}
