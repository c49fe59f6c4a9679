import { isTypedCharacter } from '../grid-keys.ts'

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'timeStamp'>

/** Longer ago than this, nobody waits for what was typed any more. */
const heldMs = 3000

let held: Press[] = []

/** Enter alone would press what nobody has seen yet. */
function isHeld(event: KeyboardEvent): boolean {
  if (event.key === 'Enter') return held.length > 0
  return (isTypedCharacter(event) && event.key !== '?') || (event.key === ' ' && held.length > 0)
}

/** Keeps a key that came before the view it is meant for, unless somebody takes it after all. */
export function holdKey(event: KeyboardEvent): void {
  setTimeout(() => {
    if (event.key === 'Escape') held = []
    else if (!event.defaultPrevented && isHeld(event)) held.push(event)
  })
}

export function dropHeldKeys(): void {
  held = []
}

/** Presses a key where the focus is; a character goes into the field that has, or takes, the focus. */
function press({ key, code, shiftKey }: Press): void {
  const target = document.activeElement ?? document.body
  const isLeft = target.dispatchEvent(
    new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
  )
  const isField = document.activeElement instanceof HTMLInputElement
  // Deprecated, and the only way that a field cannot tell from typing.
  if (isLeft && isField && key.length === 1) document.execCommand('insertText', false, key)
}

/** Types what was held, now that the view it was meant for has the focus. */
export function replayHeldKeys(): void {
  setTimeout(() => {
    const presses = held.filter(({ timeStamp }) => performance.now() - timeStamp < heldMs)
    held = []
    for (const each of presses) press(each)
  })
}
