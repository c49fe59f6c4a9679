import { formatCount } from '../../../../shared/text/quantities.ts'
import { viewDetail } from '../finding-view.ts'
import { drawVerdict } from '../icons-view.ts'
import { verdictsInOrder } from '../../verdict-looks.ts'
import { view, type ViewNode } from '../view-tree.ts'
import { findElement, replaceContent, toDom } from './dom.ts'
import type { FindingIndex } from './finding-index.ts'
import { FindingGrid } from './finding-grid.ts'

const typingPauseMs = 80

/** The findings as something to work with: chips and a search that filter, the list, and the details of one. */
export class FindingsPanel {
  private readonly index: FindingIndex
  private readonly grid: FindingGrid
  private readonly wanted = new Set<string>()
  private numbers: readonly number[]
  private queryCount = 0

  constructor(index: FindingIndex) {
    this.index = index
    this.numbers = Array.from({ length: index.length }, (_, number) => number)
    findElement('explorer').hidden = false
    this.grid = new FindingGrid(findElement('grid'), (position) => this.showDetail(position))
    this.addChips()
    this.addSearch()
    this.addKeys()
    this.show(this.numbers)
  }

  private addChips(): void {
    const counts = this.index.countVerdicts()
    const known = verdictsInOrder.filter((verdict) => counts.has(verdict))
    const others = [...counts.keys()].filter((verdict) => !verdictsInOrder.some((name) => name === verdict))
    for (const verdict of [...known, ...others]) {
      const chip = toDom(viewChip(verdict, counts.get(verdict) ?? 0))
      findElement('chips').append(chip)
      chip.addEventListener('click', () => this.toggle(verdict, chip))
    }
  }

  private toggle(verdict: string, chip: Node): void {
    if (!this.wanted.delete(verdict)) this.wanted.add(verdict)
    if (chip instanceof Element) chip.setAttribute('aria-pressed', String(this.wanted.has(verdict)))
    void this.query()
  }

  private addSearch(): void {
    let timer = 0
    findElement('search').addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void this.query(), typingPauseMs)
    })
  }

  private addKeys(): void {
    const search = findElement('search') as HTMLInputElement
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape') this.goBack(search)
      if (event.target instanceof HTMLInputElement) return
      if (event.key === '/') {
        event.preventDefault()
        search.focus()
      }
      if (event.key === 'n') this.grid.step(1)
      if (event.key === 'p') this.grid.step(-1)
    })
    findElement('close-detail').addEventListener('click', () => this.goBack(search))
  }

  /** One step back: out of details that cover the list, else out of a search. */
  private goBack(search: HTMLInputElement): void {
    const detail = findElement('detail')
    const isCovering = detail.classList.contains('open') && getComputedStyle(detail).position === 'fixed'
    if (isCovering && document.activeElement !== search) detail.classList.remove('open')
    else if (search.value !== '') {
      search.value = ''
      void this.query()
    }
    if (document.activeElement !== search) findElement('grid').focus({ preventScroll: true })
  }

  private async query(): Promise<void> {
    this.queryCount += 1
    const own = this.queryCount
    const search = (findElement('search') as HTMLInputElement).value.trim()
    const numbers = await this.index.select(this.wanted, search, () => own !== this.queryCount)
    if (numbers !== undefined && own === this.queryCount) this.show(numbers)
  }

  private show(numbers: readonly number[]): void {
    this.numbers = numbers
    this.grid.show({ numbers, at: (index) => this.index.at(index) })
    const all = formatCount(this.index.length)
    const isAll = numbers.length === this.index.length
    findElement('shown-count').textContent = isAll
      ? `${all} findings`
      : `${formatCount(numbers.length)} of ${all} findings`
    findElement('nothing').hidden = numbers.length > 0
    findElement('detail').classList.remove('open')
    replaceContent(
      findElement('detail-body'),
      view('p', { class: 'note hint' }, 'Choose a finding to see both sides of it.'),
    )
  }

  private showDetail(position: number): void {
    const number = this.numbers[position]
    if (number === undefined) return
    replaceContent(findElement('detail-body'), ...viewDetail(this.index.at(number)))
    findElement('detail').classList.add('open')
    findElement('detail-place').textContent = `${formatCount(position + 1)} of ${formatCount(this.numbers.length)}`
  }
}

function viewChip(verdict: string, count: number): ViewNode {
  return view(
    'button',
    { type: 'button', class: 'chip', 'aria-pressed': 'false', 'data-verdict': verdict },
    view('strong', {}, formatCount(count)),
    drawVerdict(verdict, count),
  )
}
