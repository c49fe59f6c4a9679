const stops =
  'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex]:not([tabindex^="-"])'
const frames = ['[role="dialog"]', 'main', 'nav']

/** Where the focus was, told well enough to find the way back when the element is gone. */
export interface FocusPlace {
  readonly element: HTMLElement
  /** The dialog, the view or the side bar it is in. */
  readonly frame: HTMLElement | null
  /** Each element around it up to the frame, innermost first, and what stood on its sides. */
  readonly levels: readonly Level[]
  /** What Tab would have gone to, nearest first. */
  readonly after: readonly HTMLElement[]
  readonly before: readonly HTMLElement[]
}

interface Level {
  readonly parent: HTMLElement
  readonly previous: Element | null
  readonly next: Element | null
}

export function isUsable(element: Element | null): element is HTMLElement {
  if (!(element instanceof HTMLElement) || element === document.body || !element.isConnected) return false
  return !element.matches(':disabled') && element.checkVisibility()
}

function findStops(within: ParentNode): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(stops)].filter((element) => element.tabIndex >= 0)
}

/** The part of the page in which the focus may move by itself. */
function frameOf(element: HTMLElement): HTMLElement | null {
  for (const frame of frames) {
    const found = element.closest<HTMLElement>(frame)
    if (found !== null) return found
  }
  return null
}

function levelsOf(element: HTMLElement, frame: HTMLElement | null): Level[] {
  const levels: Level[] = []
  for (let child = element; child !== frame && child.parentElement !== null; child = child.parentElement) {
    const { parentElement: parent, previousElementSibling: previous, nextElementSibling: next } = child
    levels.push({ parent, previous, next })
  }
  return levels
}

export function placeOf(element: HTMLElement): FocusPlace {
  const frame = frameOf(element)
  const all = findStops(frame ?? document)
  const at = all.indexOf(element)
  return {
    element,
    frame,
    levels: levelsOf(element, frame),
    after: all.slice(at + 1),
    before: at < 0 ? [] : all.slice(0, at).toReversed(),
  }
}

export function firstStop(within: Element): HTMLElement | undefined {
  if (within.matches(stops) && isUsable(within)) return within
  return findStops(within).find(isUsable)
}

/** What has come between the neighbours that are still there: it took the place of what is gone. */
function findSuccessor({ parent, previous, next }: Level): HTMLElement | undefined {
  const isUnknown = (previous !== null && !previous.isConnected) || (next !== null && !next.isConnected)
  const comer = isUnknown ? null : previous === null ? parent.firstElementChild : previous.nextElementSibling
  return comer === null || comer === next ? undefined : firstStop(comer)
}

/** What is left of the frame: itself, or the view when it is gone or has no stop. */
export function findFrame({ frame }: FocusPlace): HTMLElement | null {
  return frame?.isConnected === true ? frame : document.querySelector<HTMLElement>('main')
}

/** Where the focus goes when its element is gone: to what took its place, else to the nearest that is left. */
export function findNear(place: FocusPlace): HTMLElement | null {
  for (const level of place.levels) {
    const { parent } = level
    if (!parent.isConnected) continue
    const left = [...place.after, ...place.before].find((element) => isUsable(element) && parent.contains(element))
    // A whole new view decides by itself where it begins.
    const isViewNew = parent === place.frame && left === undefined
    const found = isViewNew ? undefined : (findSuccessor(level) ?? left ?? firstStop(parent))
    if (found !== undefined || parent === place.frame) return found ?? findFrame(place)
  }
  return findFrame(place)
}
