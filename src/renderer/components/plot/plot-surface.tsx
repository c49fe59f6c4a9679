import { useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { nearestIndex } from './nearest-index.ts'
import { moveCrosshair } from './move-crosshair.ts'
import styles from './plot.module.css'

interface Props {
  readonly label: string
  /** Where the points stand from left to right, in pixels. */
  readonly positions: readonly number[]
  /** The point the crosshair is at; null for none. */
  readonly index: number | null
  readonly onMove: (index: number | null) => void
  readonly onChoose: (index: number) => void
  /** The values of a point, in words. */
  readonly describe: (index: number) => string
  readonly children: ReactNode
}

/** A picture whose points are walked by pointer or by arrow keys, and chosen by a click or Enter. */
export function PlotSurface({ label, positions, index, onMove, onChoose, describe, children }: Props) {
  const byPointer = useRef(false)
  const find = (event: MouseEvent<HTMLElement>): number => {
    const { left } = event.currentTarget.getBoundingClientRect()
    return nearestIndex(positions, event.clientX - left)
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = moveCrosshair(event.key, index, positions.length)
    if (next !== undefined) {
      byPointer.current = false
      onMove(next)
    } else if (event.key === 'Enter' && index !== null) onChoose(index)
    else if (event.key === 'Escape' && index !== null) onMove(null)
    else return
    event.preventDefault()
  }
  return (
    <div
      className={styles.surface}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, positions.length)}
      aria-valuenow={(index ?? 0) + 1}
      aria-valuetext={index === null ? 'no point chosen' : describe(index)}
      onKeyDown={handleKey}
      onPointerMove={(event) => {
        byPointer.current = true
        onMove(find(event))
      }}
      onPointerLeave={() => {
        if (byPointer.current) onMove(null)
      }}
      onClick={(event) => {
        const found = find(event)
        if (found >= 0) onChoose(found)
      }}
    >
      {children}
    </div>
  )
}
