import { useState } from 'react'

export interface ComparisonPanels {
  readonly isMapShown: boolean
  readonly isSideShown: boolean
  /** Width of the side at first. */
  readonly firstSidePx: number
  readonly toggleMap: () => void
  readonly toggleSide: () => void
  readonly showSide: () => void
  readonly hideSide: () => void
}

// Below this the table needs the room: evidence comes when it is asked for.
const roomyPx = 1180

/** What stands beside the table: the evidence, and above it the map when it is wanted. */
export function useComparisonPanels(): ComparisonPanels {
  const [isMapShown, setIsMapShown] = useState(false)
  const [isSideShown, setIsSideShown] = useState(() => window.innerWidth >= roomyPx)
  return {
    isMapShown: isMapShown && isSideShown,
    isSideShown,
    firstSidePx: window.innerWidth >= 1440 ? 380 : 300,
    toggleMap: () => {
      setIsMapShown(!(isMapShown && isSideShown))
      setIsSideShown(true)
    },
    toggleSide: () => setIsSideShown(!isSideShown),
    showSide: () => setIsSideShown(true),
    hideSide: () => setIsSideShown(false),
  }
}
