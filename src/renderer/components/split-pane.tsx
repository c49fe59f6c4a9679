import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { clampSide, readSize, storeSize } from './split-size.ts'
import styles from './split-pane.module.css'

interface Props {
  /** Under which the width is remembered. */
  readonly name: string
  readonly firstSizePx: number
  /** Null while it is hidden: the main part has all the room and stays as it is. */
  readonly side: ReactNode
  readonly children: ReactNode
}

const keyStepPx = 24

/** A main part and a side part, with a bar between that is dragged or moved by arrow keys. */
export function SplitPane({ name, firstSizePx, side, children }: Props) {
  const [sizePx, setSizePx] = useState(() => readSize(name, firstSizePx))
  const isAlone = side === null
  const change = (nextPx: number, element: HTMLElement): void => {
    const clampedPx = clampSide(nextPx, element.parentElement?.clientWidth ?? 0)
    setSizePx(clampedPx)
    storeSize(name, clampedPx)
  }
  const handleMove = (event: PointerEvent<HTMLDivElement>): void => {
    const { currentTarget } = event
    if (!currentTarget.hasPointerCapture(event.pointerId)) return
    const right = currentTarget.parentElement?.getBoundingClientRect().right ?? 0
    change(right - event.clientX, currentTarget)
  }
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowLeft: keyStepPx, ArrowRight: -keyStepPx }[event.key]
    if (step === undefined) return
    event.preventDefault()
    change(sizePx + step, event.currentTarget)
  }
  return (
    <div className={styles.split} data-alone={isAlone || undefined} style={{ '--side': `${sizePx}px` }}>
      <div className={styles.main}>{children}</div>
      {!isAlone && (
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a focusable separator is a widget */}
          <div
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the side panel"
            aria-valuenow={Math.round(sizePx)}
            tabIndex={0}
            className={styles.bar}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={handleMove}
            onKeyDown={handleKey}
          />
          <div className={styles.side}>{side}</div>
        </>
      )}
    </div>
  )
}
