import { useEffect } from 'react'
import type { FindingsModel } from '../../stores/findings-model.ts'

function isElsewhere(event: KeyboardEvent): boolean {
  const { target } = event
  const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select') !== null
  return isTyping || document.querySelector('[role="dialog"], [role="menu"]') !== null
}

/** n and p walk the findings from anywhere in the view. */
export function useFindingKeys(findings: FindingsModel): void {
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event)) return
      if (event.key === 'n') findings.step(1)
      else if (event.key === 'p') findings.step(-1)
    }
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [findings])
}
