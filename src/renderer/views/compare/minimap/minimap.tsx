import { useComputedColorScheme } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import type { MinimapBucket } from '../../../../shared/ipc/comparison-schemas.ts'
import type { Verdict } from '../../../../shared/model/verdict.ts'
import type { GridViewport } from '../../../components/grid-viewport.ts'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { paintMinimap, rowAtHeight } from './minimap-paint.ts'
import styles from './minimap.module.css'

interface Props {
  readonly model: ComparisonModel
  readonly viewport: GridViewport
  /** Height of the table's head, beside which nothing is drawn. */
  readonly headPx: number
}

const widthPx = 14
const rowHeightPx = 28
const stretchPx = 2
const mostBuckets = 2000
const settleMs = 40
const noBuckets: readonly MinimapBucket[] = []

/** The stretches of what is shown, asked for anew once a change of it has settled. */
function useBuckets(model: ComparisonModel, bucketCount: number): readonly MinimapBucket[] {
  const [buckets, setBuckets] = useState(noBuckets)
  const { shape } = model
  useEffect(() => {
    if (bucketCount === 0 || shape === 0) return undefined
    let isWanted = true
    const timer = setTimeout(() => {
      attempt(async () => {
        const answer = await model.view.ask('comparison.minimap', { bucketCount })
        if (isWanted) setBuckets(answer.buckets)
      })
    }, settleMs)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [model, shape, bucketCount])
  return bucketCount === 0 ? noBuckets : buckets
}

/** The colours of a theme, read from the page so that they are written in one place. */
function readColors(scheme: 'light' | 'dark'): (verdict: Verdict) => string {
  const root = document.querySelector(`[data-mantine-color-scheme='${scheme}']`) ?? document.documentElement
  const tokens = getComputedStyle(root)
  return (verdict) => tokens.getPropertyValue(`--verdict-${verdict}`)
}

/** Follows the table without rendering anything anew. */
function useWindow(viewport: GridViewport, rowCount: number, mapHeightPx: number) {
  const windowRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = (): void => {
      const element = windowRef.current
      if (element === null) return
      const pxPerRow = mapHeightPx / Math.max(1, rowCount)
      const heightPx = Math.max(8, Math.min(viewport.visibleRows, rowCount) * pxPerRow)
      const topPx = Math.min(viewport.firstRow * pxPerRow, Math.max(0, mapHeightPx - heightPx))
      element.style.height = `${heightPx}px`
      element.style.transform = `translateY(${topPx}px)`
      element.hidden = viewport.visibleRows >= rowCount
    }
    place()
    return viewport.subscribe(place)
  }, [viewport, rowCount, mapHeightPx])
  return windowRef
}

/** Where the differences lie in all that is shown; a click or drag goes there. The keys n and p do the same. */
export function Minimap({ model, viewport, headPx }: Props) {
  const [boxRef, { height: boxPx }] = useResizeObserver<HTMLDivElement>()
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const scheme = useComputedColorScheme('light')
  const { rowCount } = model.rows
  const mapHeightPx = Math.min(boxPx, rowCount * rowHeightPx)
  const bucketCount = Math.min(mostBuckets, rowCount, Math.floor(mapHeightPx / stretchPx))
  const buckets = useBuckets(model, bucketCount)
  const windowRef = useWindow(viewport, rowCount, mapHeightPx)
  useEffect(() => {
    const canvas = canvasRef.current
    if (canvas === null) return
    paintMinimap(canvas, { buckets, widthPx, mapHeightPx, colorOf: readColors(scheme) }, boxPx)
  }, [buckets, mapHeightPx, boxPx, scheme])
  const go = (event: PointerEvent<HTMLDivElement>): void => {
    const yPx = event.clientY - event.currentTarget.getBoundingClientRect().top
    viewport.scrollTo(rowAtHeight(yPx, mapHeightPx, rowCount) - viewport.visibleRows / 2)
  }
  return (
    <div className={styles.column} style={{ paddingTop: headPx }} aria-hidden>
      <div
        ref={boxRef}
        className={styles.map}
        data-testid="minimap"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          go(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event)
        }}
      >
        <canvas ref={canvasRef} className={styles.canvas} style={{ width: widthPx, height: boxPx }} />
        <div ref={windowRef} className={styles.window} />
      </div>
    </div>
  )
}
