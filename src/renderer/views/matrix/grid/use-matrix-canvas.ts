import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { GridGestures, type GridListeners } from './grid-gestures.ts'
import type { BoxSize, GridOffset } from './grid-geometry.ts'
import type { GridScene } from './grid-scene.ts'
import { MatrixCanvas } from './matrix-canvas.ts'

interface Shown {
  readonly scene: GridScene
  readonly box: BoxSize
  readonly firstOffset: GridOffset
  readonly listeners: GridListeners
  readonly onScroll: (offset: GridOffset) => void
}

/** The canvas with all that must outlive a drawing, following the element that scrolls. */
export function useMatrixCanvas(
  scrollerRef: RefObject<HTMLDivElement | null>,
  canvasRef: RefObject<HTMLCanvasElement | null>,
  shown: Shown,
): void {
  const latest = useRef(shown)
  useLayoutEffect(() => {
    latest.current = shown
  })
  const [drawn, setDrawn] = useState<MatrixCanvas | null>(null)
  useEffect(() => {
    const [scroller, canvas] = [scrollerRef.current, canvasRef.current]
    if (scroller === null || canvas === null) return undefined
    const created = new MatrixCanvas(canvas)
    const gestures = new GridGestures(canvas, created, {
      onPick: (...args) => latest.current.listeners.onPick(...args),
      onDrag: (...args) => latest.current.listeners.onDrag(...args),
      onOpen: (...args) => latest.current.listeners.onOpen(...args),
      onHover: (...args) => latest.current.listeners.onHover(...args),
      onScrollBy: (by) => latest.current.listeners.onScrollBy(by),
      onZoom: (by) => latest.current.listeners.onZoom(by),
    })
    const follow = (): void => {
      const offset = { left: scroller.scrollLeft, top: scroller.scrollTop }
      created.scrollTo(offset)
      latest.current.onScroll(offset)
    }
    scroller.addEventListener('scroll', follow, { passive: true })
    setDrawn(created)
    return () => {
      scroller.removeEventListener('scroll', follow)
      gestures.stop()
      created.stop()
    }
  }, [scrollerRef, canvasRef])
  const { scene, box } = shown
  const hasRoom = box.widthPx > 0
  // Only once it has its size can it be scrolled to where it was.
  useEffect(() => {
    if (hasRoom) scrollerRef.current?.scrollTo(latest.current.firstOffset)
  }, [hasRoom, scrollerRef])
  const scheme = useComputedColorScheme('light')
  useEffect(() => drawn?.show(scene), [drawn, scene])
  useEffect(() => drawn?.resize(box), [drawn, box])
  // The tokens are those of the new theme once it is drawn.
  useEffect(() => drawn?.recolor(scheme), [drawn, scheme])
}
