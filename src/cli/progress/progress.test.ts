import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ScanProgress } from '../../shared/model/run.ts'
import { textWidth } from '../render/text-width.ts'
import type { CliStream } from '../streams.ts'
import { createProgressBar, renderProgressLine } from './progress-bar.ts'
import { ProgressFigures } from './progress-figures.ts'
import { createProgressLines } from './progress-lines.ts'
import { createProgressNdjson } from './progress-ndjson.ts'

class TextStream implements CliStream {
  readonly isTty = true
  readonly isClosed = false
  columns = 80
  text = ''
  write(text: string): Promise<void> {
    this.text += text
    return Promise.resolve()
  }
}

function progressAt(elapsedMs: number, more: Partial<ScanProgress> = {}): ScanProgress {
  return {
    phase: 'scanning',
    filesDone: elapsedMs,
    filesFound: 20_000,
    filesTotal: 20_000,
    bytesDone: elapsedMs * 1000,
    bytesTotal: 20_000_000,
    errorCount: 0,
    currentPath: 'some/folder/with/文書/name.txt',
    elapsedMs,
    ...more,
  }
}

function figuresAt(...times: number[]): ProgressFigures {
  const figures = new ProgressFigures()
  for (const time of times) figures.update(progressAt(time))
  return figures
}

describe('the figures of progress', () => {
  it('go by bytes while one last large file is read and none ends', () => {
    const figures = new ProgressFigures()
    const totals = { filesTotal: 10, bytesTotal: 20_000_000 }
    for (let second = 0; second <= 8; second += 1) {
      const done = { filesDone: 9, bytesDone: (2 + second) * 1_000_000, elapsedMs: 10_000 + second * 1000 }
      figures.update(progressAt(0, { ...totals, ...done }))
    }
    expect(figures.timeLeft).toBe('10 s left')
    figures.update(progressAt(30_000, { ...totals, filesDone: 9, bytesDone: 20_000_000 }))
    expect(figures.timeLeft).toBeNull()
  })

  it('tell throughput and time left from the last seconds', () => {
    const figures = figuresAt(0, 5000, 10_000)
    expect(figures.throughput).toBe('1.00 MB/s')
    expect(figures.timeLeft).toBe('10 s left')
    expect(figures.fractionDone).toBe(0.5)
  })

  it('make no guess before there is something to tell from', () => {
    expect(figuresAt(100).timeLeft).toBeNull()
    const unknown = new ProgressFigures()
    unknown.update(progressAt(5000, { filesTotal: null, bytesTotal: null }))
    expect(unknown.fractionDone).toBeNull()
    expect(unknown.timeLeft).toBeNull()
  })
})

describe('the progress line', () => {
  it('fits any width, and keeps the end of the path', () => {
    for (let columns = 2; columns < 200; columns += 1) {
      expect(textWidth(renderProgressLine(figuresAt(0, 10_000), 3, 0, columns))).toBeLessThan(columns)
    }
    expect(renderProgressLine(figuresAt(0, 10_000), 3, 0, 160)).toMatch(
      /^Reading {2}█{10}░{10} {2}50% {2}10,000\/20,000 files {2}10 s left {2}1\.00 MB\/s {2}3 findings .*name\.txt$/u,
    )
  })

  it('never lets a name steer the terminal', () => {
    const figures = new ProgressFigures()
    figures.update(progressAt(1, { currentPath: 'a\u001b[2J\u202e' }))
    expect(renderProgressLine(figures, 0, 0, 200)).toContain('a\\x1b[2J\\u{202e}')
  })
})

describe('the progress bar', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('shows at once, redraws at most ten times a second, and is gone at the end', () => {
    const stream = new TextStream()
    const bar = createProgressBar(stream, { NO_COLOR: '1' })
    expect(stream.text).toContain('Preparing')
    stream.text = ''
    for (let time = 0; time < 1000; time += 1) {
      bar.update(progressAt(time))
      vi.advanceTimersByTime(1)
    }
    expect(stream.text.split('\r').length - 1).toBe(10)
    bar.end()
    expect(stream.text.endsWith('\r\u001b[2K')).toBe(true)
    const after = stream.text
    vi.advanceTimersByTime(1000)
    expect(stream.text).toBe(after)
  })

  it('prints errors above itself', () => {
    const stream = new TextStream()
    const bar = createProgressBar(stream, { NO_COLOR: '1' })
    bar.showError({ path: 'a\nb', code: 'EACCES', message: 'EACCES: permission denied' })
    bar.end()
    expect(stream.text).toContain('\u001b[2Kerror: a\\nb: EACCES: permission denied\n')
  })
})

describe('progress where there is no terminal', () => {
  it('is a line every five seconds', () => {
    const stream = new TextStream()
    const lines = createProgressLines(stream, true)
    for (let time = 0; time <= 11_000; time += 100) lines.update(progressAt(time))
    expect(stream.text.trimEnd().split('\n')).toHaveLength(2)
    expect(stream.text).toMatch(/^Reading: 5,000\/20,000 files, 5\.00 MB\/20\.0 MB, 1\.00 MB\/s, 15 s left\n/u)
  })

  it('is one object a line as NDJSON, with exact names', () => {
    const stream = new TextStream()
    const display = createProgressNdjson(stream)
    display.update(progressAt(10, { currentPath: 'a\nb' }))
    display.showError({ path: 'x', code: 'EIO', message: 'm' })
    const [first, second] = stream.text.trimEnd().split('\n')
    expect(JSON.parse(first ?? '')).toMatchObject({ type: 'progress', files_done: 10, current_path: 'a\nb' })
    expect(JSON.parse(second ?? '')).toEqual({ type: 'error', path: 'x', code: 'EIO', message: 'm' })
  })
})
