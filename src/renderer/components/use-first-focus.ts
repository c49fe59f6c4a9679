import { useEffect, type RefObject } from 'react'
import { useRoute } from '../stores/route-store.ts'
import { focusKeeper } from './focus/focus-keeper.ts'
import { replayHeldKeys } from './focus/held-keys.ts'

/** Gives a new view's main part the focus when the element that had it went away with the old view. */
export function useFirstFocus(boxRef: RefObject<HTMLElement | null>, selector: string): void {
  useEffect(() => {
    const part = boxRef.current?.querySelector<HTMLElement>(selector)
    if (part === null || part === undefined || !focusKeeper.isFree() || !useRoute.getState().hasMoved) return
    part.focus({ preventScroll: true })
    replayHeldKeys()
  }, [boxRef, selector])
}
