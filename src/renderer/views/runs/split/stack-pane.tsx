import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { clampShare, moveShareByKey, readShare, storeShare } from './stack-share.ts'
import styles from './stack-pane.module.css'

interface Props {
  /** Under which the share is remembered. */
  readonly name: string
  /** The upper part's share before anybody moved the bar. */
  readonly usualShare: number
  readonly label: string
  readonly upper: ReactNode
  readonly lower: ReactNode
}

/** Two parts one above the other, with a bar between that is dragged or moved by keys; a double click puts it back. */
export function StackPane({ name, usualShare, label, upper, lower }: Props) {
  const [share, setShare] = useState(() => readShare(name, usualShare))
  const change = (next: number, bar: HTMLElement): void => {
    const clamped = clampShare(next, bar.parentElement?.clientHeight ?? 0)
    setShare(clamped)
    storeShare(name, clamped)
  }
  const handleMove = (event: PointerEvent<HTMLDivElement>): void => {
    const { currentTarget } = event
    if (!currentTarget.hasPointerCapture(event.pointerId)) return
    const whole = currentTarget.parentElement?.getBoundingClientRect()
    if (whole !== undefined) change((event.clientY - whole.top) / Math.max(1, whole.height), currentTarget)
  }
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = moveShareByKey(event.key, share, usualShare)
    if (next === undefined) return
    event.preventDefault()
    change(next, event.currentTarget)
  }
  return (
    <div className={styles.stack}>
      <div className={styles.part} style={{ flexGrow: share }}>
        {upper}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a focusable separator is a widget */}
      <div
        role="separator"
        aria-orientation="horizontal"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        tabIndex={0}
        className={styles.bar}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={handleMove}
        onDoubleClick={(event) => change(usualShare, event.currentTarget)}
        onKeyDown={handleKey}
      />
      <div className={styles.part} style={{ flexGrow: 1 - share }}>
        {lower}
      </div>
    </div>
  )
}
