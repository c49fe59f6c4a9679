import type { Finding } from '../../../../shared/model/verdict.ts'
import { viewRowCells } from '../finding-view.ts'
import { view } from '../view-tree.ts'
import { toDom } from './dom.ts'

/** Rows drawn above and below those that are seen, so that a flick of the wheel meets rows and not blanks. */
const spareRows = 8

interface GridSource {
  readonly numbers: readonly number[]
  at(index: number): Finding
}

/** A list of which only what is seen is in the page; walked by arrow keys, told to screen readers as a grid. */
export class FindingGrid {
  private readonly scroller: HTMLElement
  private readonly canvas: HTMLElement
  private readonly onChoose: (position: number) => void
  private source: GridSource = { numbers: [], at: () => ({ verdict: 'unverifiable', path: '', evidence: '' }) }
  private position = -1
  private firstDrawn = -1
  private lastDrawn = -1

  constructor(scroller: HTMLElement, onChoose: (position: number) => void) {
    this.scroller = scroller
    this.canvas = document.createElement('div')
    this.canvas.className = 'canvas'
    this.canvas.setAttribute('role', 'presentation')
    this.onChoose = onChoose
    scroller.replaceChildren(this.canvas)
    scroller.addEventListener('scroll', () => this.draw(), { passive: true })
    scroller.addEventListener('keydown', (event) => this.pressKey(event))
    scroller.addEventListener('click', (event) => this.click(event))
    new ResizeObserver(() => this.redraw()).observe(scroller)
  }

  show(source: GridSource): void {
    this.source = source
    this.position = -1
    this.scroller.scrollTop = 0
    this.scroller.setAttribute('aria-rowcount', String(source.numbers.length))
    this.redraw()
  }

  /** Goes to a row and tells who listens; out of range it stays. */
  choose(position: number): void {
    if (position < 0 || position >= this.source.numbers.length) return
    this.position = position
    const top = position * this.rowHeight()
    const { scrollTop, clientHeight } = this.scroller
    if (top < scrollTop) this.scroller.scrollTop = top
    else if (top + this.rowHeight() > scrollTop + clientHeight)
      this.scroller.scrollTop = top + this.rowHeight() - clientHeight
    this.redraw()
    this.onChoose(position)
  }

  step(by: number): void {
    const last = this.source.numbers.length - 1
    this.choose(Math.min(last, Math.max(0, this.position + by)))
  }

  private rowHeight(): number {
    return Number.parseFloat(getComputedStyle(this.scroller).getPropertyValue('--row-height'))
  }

  private redraw(): void {
    this.firstDrawn = -1
    this.draw()
  }

  private draw(): void {
    const height = this.rowHeight()
    const count = this.source.numbers.length
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / height) - spareRows)
    const last = Math.min(count, Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight) / height) + spareRows)
    if (first === this.firstDrawn && last === this.lastDrawn) return
    this.firstDrawn = first
    this.lastDrawn = last
    this.canvas.style.height = `${count * height}px`
    this.canvas.replaceChildren(
      ...Array.from({ length: last - first }, (_, offset) => this.drawRow(first + offset, height)),
    )
    if (this.position >= first && this.position < last) {
      this.scroller.setAttribute('aria-activedescendant', `row-${this.position}`)
    } else this.scroller.removeAttribute('aria-activedescendant')
  }

  private drawRow(position: number, height: number): Node {
    const isChosen = position === this.position
    const attributes = {
      role: 'row',
      id: `row-${position}`,
      class: isChosen ? 'row chosen' : 'row',
      'aria-rowindex': String(position + 1),
      'aria-selected': String(isChosen),
    }
    const row = toDom(view('div', attributes, viewRowCells(this.source.at(this.source.numbers[position] ?? 0))))
    if (row instanceof HTMLElement) row.style.top = `${position * height}px`
    return row
  }

  private pressKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / this.rowHeight()) - 1)
    const count = this.source.numbers.length
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -count,
      End: count,
    }
    const by = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    this.step(by)
  }

  private click(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest('[role=row]') : null
    if (row !== null) this.choose(Number(row.id.slice('row-'.length)))
  }
}
