import { createSpotlight } from '@mantine/spotlight'

const [store, { open }] = createSpotlight()

/** Whether the palette is open, for the palette itself. */
export const paletteStore = store

export function isPaletteOpen(): boolean {
  return store.getState().opened
}

/** The text after a key press; undefined for a key that types nothing. */
function typeInto(text: string, { key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): string | undefined {
  if (ctrlKey || metaKey || altKey || isComposing) return undefined
  if (key === 'Backspace') return text.slice(0, -1)
  return /^.$/su.test(key) ? text + key : undefined
}

function isPaletteField(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.closest('.mantine-Spotlight-content') !== null
}

/** What was typed before the field had the focus, as if it were typed now. */
function replay(field: HTMLInputElement, text: string, isEntered: boolean): void {
  if (text !== '') {
    field.setRangeText(text, 0, field.value.length, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  const enter = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true })
  // Once the list has been narrowed by the text.
  if (isEntered) setTimeout(() => field.dispatchEvent(enter), 0)
}

/** Takes the keys that come before the palette's field has the focus: a part of a name could run another command. */
function holdKeys(): void {
  let text = ''
  let isEntered = false
  const takeKey = (event: KeyboardEvent): void => {
    if (isPaletteField(event.target)) return
    const next = isEntered ? text : typeInto(text, event)
    if (next === undefined && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    isEntered ||= next === undefined
    text = next ?? text
  }
  const giveOver = ({ target }: FocusEvent): void => {
    if (!isPaletteField(target)) return
    release()
    replay(target, text, isEntered)
  }
  const unsubscribe = store.subscribe(() => {
    if (!store.getState().opened) release()
  })
  function release(): void {
    window.removeEventListener('keydown', takeKey, { capture: true })
    document.removeEventListener('focusin', giveOver)
    unsubscribe()
  }
  window.addEventListener('keydown', takeKey, { capture: true })
  document.addEventListener('focusin', giveOver)
}

/** Opens the command palette. It can be typed into at once. */
export function openPalette(): void {
  if (store.getState().opened) return
  open()
  holdKeys()
}
