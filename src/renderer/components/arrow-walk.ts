import type { KeyboardEvent } from 'react'

/** Lets arrow keys, Home and End move the focus among the elements that match, in the order of the page. */
export function walkByArrows(
  event: KeyboardEvent<HTMLElement>,
  selector: string,
  axis: 'column' | 'row' = 'column',
): void {
  const steps: Record<string, number> =
    axis === 'column' ? { ArrowDown: 1, ArrowUp: -1 } : { ArrowRight: 1, ArrowLeft: -1 }
  const isEdge = event.key === 'Home' || event.key === 'End'
  const step = steps[event.key]
  if (step === undefined && !isEdge) return
  // A menu that was opened from in here lies elsewhere in the page, and has these keys to itself.
  if (!event.currentTarget.contains(document.activeElement)) return
  const targets = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
  const at = targets.indexOf(document.activeElement as HTMLElement)
  if (at < 0 && !isEdge) return
  const next = isEdge ? (event.key === 'Home' ? 0 : targets.length - 1) : at + (step ?? 0)
  event.preventDefault()
  targets[Math.min(targets.length - 1, Math.max(0, next))]?.focus()
}
