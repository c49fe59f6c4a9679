import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import type { GridViewport } from './grid-viewport.ts'
import { offsetToShow, scaleScroll, toScrollTop, toVirtualOffset, type ScrollScale } from './virtual-scroll.ts'

interface Options {
  readonly rowCount: number
  readonly rowHeightPx: number
  /** Height of the sticky header inside the scrolled element. */
  readonly headerHeightPx: number
  readonly scrollRef: RefObject<HTMLDivElement | null>
  readonly viewport?: GridViewport | undefined
}

type RowVirtualizer = Virtualizer<HTMLDivElement, HTMLDivElement>

/** The scroll position in virtual pixels: exact after a wheel or key, where a scaled scrollbar would be too coarse. */
class ScrollPosition {
  scale: ScrollScale = scaleScroll(0, 1, 0)
  offsetPx = 0
  report: ((offsetPx: number, isScrolling: boolean) => void) | undefined
  private onMove: (() => void) | undefined

  read(element: HTMLElement): number {
    const isExact = Math.abs(toScrollTop(this.offsetPx, this.scale) - element.scrollTop) < 1
    if (this.scale.factor === 1 || !isExact) this.offsetPx = toVirtualOffset(element.scrollTop, this.scale)
    this.onMove?.()
    return this.offsetPx
  }

  /** Tells of every move from now on, and at once; returns how to stop. */
  follow(onMove: (offsetPx: number) => void): () => void {
    this.onMove = () => onMove(this.offsetPx)
    this.onMove()
    return () => {
      this.onMove = undefined
    }
  }

  move(element: HTMLElement, offsetPx: number): void {
    this.offsetPx = Math.min(Math.max(0, offsetPx), this.scale.lastOffsetPx)
    element.scrollTop = toScrollTop(this.offsetPx, this.scale)
    this.report?.(this.offsetPx, false)
    this.onMove?.()
  }
}

function observeOffset(position: ScrollPosition, element: HTMLElement | null, report: ScrollPosition['report']) {
  if (element === null || report === undefined) return undefined
  position.report = report
  const handleScroll = (): void => report(position.read(element), true)
  const handleEnd = (): void => report(position.read(element), false)
  const handleWheel = (event: WheelEvent): void => {
    if (position.scale.factor === 1 || event.ctrlKey) return
    event.preventDefault()
    position.move(element, position.offsetPx + event.deltaY)
  }
  element.addEventListener('scroll', handleScroll, { passive: true })
  element.addEventListener('scrollend', handleEnd, { passive: true })
  element.addEventListener('wheel', handleWheel, { passive: false })
  return () => {
    element.removeEventListener('scroll', handleScroll)
    element.removeEventListener('scrollend', handleEnd)
    element.removeEventListener('wheel', handleWheel)
  }
}

/** Lets what stands beside the grid follow and move it. */
function useViewport(options: Options, position: ScrollPosition, viewportPx: () => number): void {
  const { viewport, rowHeightPx, scrollRef } = options
  useLayoutEffect(() => {
    if (viewport === undefined) return undefined
    const disconnect = viewport.connect((row) => {
      if (scrollRef.current !== null) position.move(scrollRef.current, row * rowHeightPx)
    })
    const unfollow = position.follow((px) => viewport.report(px / rowHeightPx, viewportPx() / rowHeightPx))
    return () => {
      unfollow()
      disconnect()
    }
  })
}

export interface RowScroll {
  readonly virtualizer: RowVirtualizer
  readonly elementHeightPx: number
  /** Where a row stands inside the scrolled element. */
  readonly topOf: (startPx: number) => number
  readonly scrollToRow: (row: number) => void
  /** Rows that fit in view. */
  readonly pageRows: () => number
}

/** Virtual rows of one height, for any number of rows. */
export function useRowScroll(options: Options): RowScroll {
  const { rowCount, rowHeightPx, headerHeightPx, scrollRef } = options
  const position = useRef(new ScrollPosition()).current
  const viewportPx = (): number => Math.max(rowHeightPx, (scrollRef.current?.clientHeight ?? 0) - headerHeightPx)
  position.scale = scaleScroll(rowCount, rowHeightPx, viewportPx())
  const virtualizer: RowVirtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
    observeElementOffset: (instance, report) => observeOffset(position, instance.scrollElement, report),
    scrollToFn: (offsetPx, _options, instance) => {
      if (instance.scrollElement !== null) position.move(instance.scrollElement, offsetPx)
    },
  })
  // A shorter list clamps the scrollbar without an event when it stays at the same pixel.
  useLayoutEffect(() => {
    const element = scrollRef.current
    if (element !== null) position.report?.(position.read(element), false)
  }, [rowCount, position, scrollRef])
  useEffect(() => () => void (position.report = undefined), [position])
  useViewport(options, position, viewportPx)
  return {
    virtualizer,
    elementHeightPx: position.scale.elementHeightPx,
    topOf: (startPx) =>
      position.scale.factor === 1
        ? startPx
        : startPx - position.offsetPx + toScrollTop(position.offsetPx, position.scale),
    scrollToRow: (row) => {
      const offsetPx = offsetToShow(row, rowHeightPx, position.offsetPx, viewportPx())
      if (offsetPx !== null && scrollRef.current !== null) position.move(scrollRef.current, offsetPx)
    },
    pageRows: () => Math.max(1, Math.floor(viewportPx() / rowHeightPx) - 1),
  }
}
