import { useEffect, type RefObject } from 'react'
import { useRoute } from '../stores/route-store.ts'

/** Gives a new view's main part the focus when the element that had it went away with the old view. */
export function useFirstFocus(boxRef: RefObject<HTMLElement | null>, selector: string): void {
  useEffect(() => {
    const isFocusLost = document.activeElement === null || document.activeElement === document.body
    if (isFocusLost && useRoute.getState().hasMoved)
      boxRef.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true })
  }, [boxRef, selector])
}
