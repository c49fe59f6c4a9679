import { findFrame, findNear, firstStop, isUsable, placeOf, type FocusPlace } from './focus-place.ts'

/** Views take the focus as they come: so long they are given. */
const patienceMs = 40
const layers = '[role="dialog"], [role="menu"]'

interface Layer {
  readonly element: HTMLElement
  /** Where the focus was when it came. */
  readonly before: FocusPlace | null
}

/** The first element of a dialog that is to be typed into or pressed. */
function findStart(dialog: HTMLElement): HTMLElement {
  return dialog.querySelector<HTMLElement>('[data-autofocus]') ?? firstStop(dialog) ?? dialog
}

/**
 * Keeps the focus where somebody works by keys: gives it to a dialog as it comes and back as it goes, and to what is
 * near when the element that had it is taken away or disabled. A browser would let it fall on the body.
 */
class FocusKeeper {
  private place: FocusPlace | null = null
  private open: Layer[] = []
  private waiting: HTMLElement | null = null
  private isChecking = false
  /** Whether the focus was in a layer that went away, and had been nowhere before it. */
  private isHomeless = false
  /** The place near which something was looked for already. */
  private searched: FocusPlace | null = null
  /** What was focused here because something else went away, and when. */
  private moved: { readonly element: HTMLElement; readonly atMs: number } | null = null

  /** Whether the focus is nowhere, or only held until a view or a button is there to take it. */
  isWaiting(): boolean {
    const { activeElement } = document
    return activeElement === null || activeElement === document.body || activeElement === this.waiting
  }

  /** Whether a view may take the focus: nothing has it, or nobody has done anything with it since it came by itself. */
  isFree(): boolean {
    return this.isWaiting() || document.activeElement === this.moved?.element
  }

  /** Whether what had the focus is gone and nothing has it yet. */
  isViewComing(): boolean {
    return this.isWaiting() && this.place !== null && !this.place.element.isConnected
  }

  /** The user goes on from where the focus is. */
  settle(): void {
    this.moved = null
  }

  /** Whether what has the focus came by itself so lately that a key may be meant for what had it before. */
  isJustMoved(atMs: number, withinMs: number): boolean {
    const { moved } = this
    return moved !== null && document.activeElement === moved.element && atMs - moved.atMs < withinMs
  }

  handleFocus(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement) || target === this.waiting) return
    this.place = placeOf(target)
    this.isHomeless = false
    // Mantine gives the focus to the marked element once more a moment later, away from where somebody types by then.
    const layer = target.closest(layers)
    for (const marked of layer?.querySelectorAll('[data-autofocus]') ?? []) marked.removeAttribute('data-autofocus')
    if (layer !== null) target.setAttribute('data-autofocus', 'true')
  }

  /** After a click: on nothing, the focus was given up, and is not to be found again. */
  handleClick(): void {
    this.isHomeless = false
    setTimeout(() => {
      if (document.activeElement === document.body && isUsable(this.place?.element ?? null)) this.place = null
    })
  }

  handleChange(): void {
    const present = [...document.querySelectorAll<HTMLElement>(layers)]
    for (const layer of this.open.toReversed()) if (!present.includes(layer.element)) this.leave(layer)
    for (const element of present) if (!this.open.some((layer) => layer.element === element)) this.enter(element)
    if (this.isLost()) this.checkSoon()
  }

  /** Goes on from where the focus was, not from where the held one happens to be; false when there is nothing to do. */
  handleTab(isBack: boolean): boolean {
    if (document.activeElement !== this.waiting || this.place === null) return false
    const next = (isBack ? this.place.before : this.place.after).find(isUsable)
    next?.focus()
    return next !== undefined
  }

  private enter(element: HTMLElement): void {
    this.open.push({ element, before: this.place })
    if (!element.matches('[aria-modal="true"], [role="menu"]') || element.contains(document.activeElement)) return
    // At once: Mantine does it a moment later, and keys that come before would be lost.
    findStart(element).focus({ preventScroll: true })
  }

  /** What was in the layer leads on to where the focus was before it. */
  private leave({ element, before }: Layer): void {
    const skip = (place: FocusPlace | null): FocusPlace | null =>
      place !== null && (place.frame === element || element.contains(place.element)) ? before : place
    this.open = this.open
      .filter((layer) => layer.element !== element)
      .map((layer) => ({ ...layer, before: skip(layer.before) }))
    this.isHomeless = this.place !== null && skip(this.place) === null
    this.place = skip(this.place)
  }

  private isLost(): boolean {
    return this.isWaiting() || !isUsable(document.activeElement)
  }

  /** Not before a view that comes has had the chance to take the focus itself. */
  private checkSoon(): void {
    if (this.isChecking) return
    this.isChecking = true
    setTimeout(() => {
      this.isChecking = false
      this.check()
    }, patienceMs)
  }

  private check(): void {
    const target = this.isLost() ? this.findTarget() : null
    if (target === null || target === document.activeElement) return
    if (target === this.place?.element) target.focus({ preventScroll: true })
    else if (target.matches('main, nav, [role="dialog"]')) this.wait(target)
    else {
      this.moved = { element: target, atMs: performance.now() }
      target.focus()
    }
  }

  private findTarget(): HTMLElement | null {
    const { place } = this
    if (place === null) return this.isHomeless ? document.querySelector<HTMLElement>('main') : null
    const isThere = place.element.isConnected
    if (isUsable(place.element)) return place.element
    // What is disabled may soon be enabled again.
    if (isThere) return findFrame(place)
    // Where nothing near was left, the view that comes decides: its first button may be about anything.
    if (this.searched === place) return findFrame(place)
    this.searched = place
    return findNear(place)
  }

  /** Holds the focus in a part of the page; nobody else can put it there by pointer. */
  private wait(frame: HTMLElement): void {
    const hadIndex = frame.hasAttribute('tabindex')
    this.waiting = frame
    if (!hadIndex) frame.tabIndex = -1
    const release = (): void => {
      if (!hadIndex) frame.removeAttribute('tabindex')
      if (this.waiting === frame) this.waiting = null
    }
    frame.addEventListener('blur', release, { once: true })
    frame.focus({ preventScroll: true })
  }
}

export const focusKeeper = new FocusKeeper()
