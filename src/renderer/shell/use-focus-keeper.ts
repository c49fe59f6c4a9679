import { useEffect } from 'react'
import { focusKeeper } from '../components/focus/focus-keeper.ts'
import { dropHeldKeys, holdKey } from '../components/focus/held-keys.ts'

/** A key pressed so soon after the focus moved by itself was meant for what had it before. */
const meantForOtherMs = 400

let pressed: { readonly key: string; readonly target: Element | null } | null = null

/** Whether Enter or Space presses what it was not meant for: held down since before, or once more as what it was meant for has just gone. */
function isMeantForOther({ key, repeat, timeStamp }: KeyboardEvent): boolean {
  if ((key !== 'Enter' && key !== ' ') || pressed?.key !== key) return false
  if (repeat) return document.activeElement !== pressed.target
  return focusKeeper.isJustMoved(timeStamp, meantForOtherMs)
}

function handleKey(event: KeyboardEvent): void {
  const isTaken = isMeantForOther(event) || (event.key === 'Tab' && focusKeeper.handleTab(event.shiftKey))
  if (!event.repeat) pressed = { key: event.key, target: document.activeElement }
  if (!isTaken) {
    if (focusKeeper.isViewComing()) holdKey(event)
    focusKeeper.settle()
    return
  }
  event.preventDefault()
  event.stopPropagation()
}

function handleFocus({ target }: FocusEvent): void {
  focusKeeper.handleFocus(target)
}

function handleClick(): void {
  dropHeldKeys()
  focusKeeper.handleClick()
  focusKeeper.settle()
}

/** Keeps the focus from falling on the body while the app is shown. */
export function useFocusKeeper(): void {
  useEffect(() => {
    const observer = new MutationObserver(() => focusKeeper.handleChange())
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    document.addEventListener('focusin', handleFocus)
    window.addEventListener('click', handleClick, { capture: true })
    window.addEventListener('keydown', handleKey, { capture: true })
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', handleFocus)
      window.removeEventListener('click', handleClick, { capture: true })
      window.removeEventListener('keydown', handleKey, { capture: true })
    }
  }, [])
}
