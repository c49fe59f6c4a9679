import type { ComparisonRow } from '../../shared/ipc/comparison-schemas.ts'
import { maxChosenRows, numberOf } from './comparison-choice.ts'
import { ComparisonTable } from './comparison-table.ts'

const windowLimit = 500

/** The comparison of one run, with which rows are chosen together, and the ways from one row to another. */
export class ComparisonModel extends ComparisonTable {
  private wantedSteps: (1 | -1)[] = []
  private stepping: Promise<boolean> | undefined

  /** The rows to act on: the chosen ones, null for all, else the active one. */
  get subject(): readonly number[] | null {
    if (this.choice.isAll) return null
    if (this.choice.rows.size > 0) return [...this.choice.rows]
    const active = numberOf(this.activeRow)
    return active === null ? [] : [active]
  }

  chooseAll(): void {
    this.choice.chooseAll()
    this.announce()
  }

  chooseNone(): void {
    this.choice.clear(this.activeOffset)
    this.announce()
  }

  toggleChosen(offset: number): void {
    const row = numberOf(this.rows.rowAt(offset))
    if (row !== null) this.choice.toggle(row, this.activeNumber)
    this.choice.anchorOffset = offset
    this.activate(offset)
  }

  /** Chooses everything from where the choice began to an offset; false when it had to stop at 10,000 rows. */
  async extendTo(offset: number): Promise<boolean> {
    const anchor = this.choice.anchorOffset < 0 ? Math.max(0, this.activeOffset) : this.choice.anchorOffset
    this.choice.anchorOffset = anchor
    this.activate(offset)
    const [start, end] = [Math.min(anchor, offset), Math.max(anchor, offset)]
    if (start === 0 && end === this.rows.rowCount - 1) {
      this.chooseAll()
      return true
    }
    const isWhole = end - start < maxChosenRows
    const first = isWhole || anchor === start ? start : end - maxChosenRows + 1
    const sequence = this.sequence
    const rows = await this.numbersBetween(first, Math.min(end, first + maxChosenRows - 1))
    if (sequence !== this.sequence || offset !== this.activeOffset) return true
    this.choice.replace(rows)
    this.announce()
    return isWhole
  }

  /** To the next or previous difference, into closed folders too; false at the end. Of many asked for at once only the last is shown. */
  step(by: 1 | -1): Promise<boolean> {
    this.wantedSteps.push(by)
    this.stepping ??= this.takeSteps().finally(() => {
      this.stepping = undefined
    })
    return this.stepping
  }

  /** To a row, its folders opened; filters that hide it are taken off. False when even then it is not shown. */
  async reveal(row: number): Promise<boolean> {
    if (await this.show(await this.view.ask('comparison.locate', { row }))) return true
    const { search, verdicts, folder } = this.query
    if (search !== '' || verdicts.length > 0 || folder !== '') {
      await this.change({ search: '', verdicts: [], folder: '' })
      if (await this.show(await this.view.ask('comparison.locate', { row }))) return true
    }
    await this.change({ onlyDifferences: false })
    return this.show(await this.view.ask('comparison.locate', { row }))
  }

  private async takeSteps(): Promise<boolean> {
    let offset = this.activeOffset
    for (let by = this.wantedSteps.shift(); by !== undefined; by = this.wantedSteps.shift()) {
      const place = await this.view.ask('comparison.step', { offset, by })
      const isLast = place.offset === null || this.wantedSteps.length === 0
      if (place.offset === null) this.wantedSteps = []
      else offset = place.offset
      if (!isLast) continue
      const isShown = await this.show({ offset: offset < 0 ? null : offset, rowCount: place.rowCount })
      if (place.offset === null || !isShown) return false
    }
    return true
  }

  private async numbersBetween(first: number, last: number): Promise<number[]> {
    const rows: (ComparisonRow | undefined)[] = []
    for (let offset = first; offset <= last; offset++) {
      const row = this.rows.rowAt(offset)
      if (row === undefined) {
        const limit = Math.min(windowLimit, last - offset + 1)
        rows.push(...(await this.view.ask('comparison.window', { offset, limit })).rows)
        offset += limit - 1
      } else rows.push(row)
    }
    return rows.map(numberOf).filter((row) => row !== null)
  }
}
