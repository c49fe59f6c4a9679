import { useEffect, useLayoutEffect, useRef, useState, type UIEvent } from 'react'
import type { LogLine } from '../../../../shared/ipc/matrix-schemas.ts'
import { useResizeObserver, useMergedRef } from '@mantine/hooks'
import { SafeText } from '../../../components/safe-text.tsx'
import type { LogModel } from '../../../stores/matrix/log-model.ts'
import styles from './log.module.css'

const rowPx = 19
const overscanRows = 20
const nearRows = 60

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function LineRow({ line, topPx }: { readonly line: LogLine; readonly topPx: number }) {
  const { timeMs, level, text } = line
  return (
    <div className={styles.line} data-level={level ?? undefined} style={{ transform: `translateY(${topPx}px)` }}>
      <span className={styles.time} title={timeMs === null ? undefined : new Date(timeMs).toISOString()}>
        {timeMs === null ? '' : clock.format(timeMs)}
      </span>
      <span className={styles.level}>{level ?? ''}</span>
      <span className={styles.text}>
        <SafeText text={text} />
      </span>
    </div>
  )
}

interface Anchor {
  readonly atByte: number
  readonly pastPx: number
}

interface Props {
  readonly model: LogModel
  readonly isFollowing: boolean
  readonly onFollow: (isFollowing: boolean) => void
}

/** Keeps the line that is on top where it is when lines come before it, and the end in view while it is followed. */
function useSteadyScroll(model: LogModel, isFollowing: boolean) {
  const scrollRef = useRef<HTMLDivElement>(null)
  const anchor = useRef<Anchor | null>(null)
  const shownStretch = useRef(model.stretch)
  const { lines, stretch } = model
  const note = (element: HTMLElement): void => {
    const index = Math.floor(element.scrollTop / rowPx)
    const line = lines[index]
    anchor.current = line === undefined ? null : { atByte: line.atByte, pastPx: element.scrollTop - index * rowPx }
  }
  const noteNow = useRef(note)
  useLayoutEffect(() => {
    noteNow.current = note
  })
  useLayoutEffect(() => {
    const element = scrollRef.current
    if (element === null) return
    if (isFollowing) element.scrollTop = element.scrollHeight
    else if (shownStretch.current !== stretch) element.scrollTop = 0
    else if (anchor.current !== null) {
      const { atByte, pastPx } = anchor.current
      const index = lines.findIndex((line) => line.atByte === atByte)
      if (index >= 0) element.scrollTop = index * rowPx + pastPx
    }
    shownStretch.current = stretch
    // Lines may come before the first before anything is scrolled.
    noteNow.current(element)
  }, [lines, stretch, isFollowing])
  return { scrollRef, note }
}

/** The lines of a log that are held, those in view alone in the page; more are read as its ends come near. */
export function LogLines({ model, isFollowing, onFollow }: Props) {
  const { lines } = model
  const { scrollRef, note } = useSteadyScroll(model, isFollowing)
  const [sizeRef, { height }] = useResizeObserver<HTMLDivElement>()
  const [topPx, setTopPx] = useState(0)
  const ref = useMergedRef(scrollRef, sizeRef)
  const first = Math.max(0, Math.floor(topPx / rowPx) - overscanRows)
  const last = Math.min(lines.length, Math.ceil((topPx + height) / rowPx) + overscanRows)
  const handleScroll = (event: UIEvent<HTMLDivElement>): void => {
    const element = event.currentTarget
    note(element)
    setTopPx(element.scrollTop)
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - rowPx
    if (isFollowing !== (isAtEnd && !model.hasLater)) onFollow(isAtEnd && !model.hasLater)
  }
  useEffect(() => {
    // Where it is by now: lines that came before the first have just moved it.
    const nowPx = scrollRef.current?.scrollTop ?? topPx
    if (height === 0) return
    if (nowPx < nearRows * rowPx && model.hasEarlier) void model.extendBack()
    else if (model.hasLater && nowPx + height > (lines.length - nearRows) * rowPx) void model.extendOn()
  }, [model, lines, topPx, height, scrollRef])
  return (
    <div
      ref={ref}
      className={styles.lines}
      role="log"
      aria-label="Lines of the log"
      aria-live="off"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys
      tabIndex={0}
      onScroll={handleScroll}
    >
      <div className={styles.whole} style={{ height: lines.length * rowPx }}>
        {lines.slice(first, last).map((line, index) => (
          <LineRow key={line.atByte} line={line} topPx={(first + index) * rowPx} />
        ))}
      </div>
    </div>
  )
}
