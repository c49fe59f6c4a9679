import { cellStates, type CellLetter, type CellState, type MatrixCells } from '../../shared/ipc/matrix-schemas.ts'

export interface CellProgress {
  readonly phasesDone: number
  readonly phase: string | null
  /** How a rebuild ended that left an artifact in its place; null where it is the cell's own state that tells. */
  readonly left: 'failed' | 'stopped' | null
}

const letters = Object.keys(cellStates) as CellLetter[]
const codeOf = (letter: CellLetter): number => letter.charCodeAt(0)
/** What a build without force does something for. */
export const openLetters = ['m', 'f', 's'] as const satisfies readonly CellLetter[]
/** What a build left its staging folder of. */
export const leftLetters = ['f', 's'] as const satisfies readonly CellLetter[]
const openSet: ReadonlySet<CellLetter> = new Set(openLetters)
const letterOf = new Map(letters.map((letter) => [codeOf(letter), letter]))

/** The states of a plan's cells, one byte each, so that 200,000 are counted, changed and told at once. */
export class CellBoard {
  readonly cellCount: number
  /** Changes when any cell does. */
  version = 0
  private readonly codes: Uint8Array
  private readonly progress = new Map<number, CellProgress>()
  private queued: ReadonlySet<number> = new Set()
  private readonly counts = new Map<CellLetter, number>()
  private rendered: { readonly version: number; readonly states: string } | undefined

  constructor(cellCount: number) {
    this.cellCount = cellCount
    this.codes = new Uint8Array(cellCount).fill(codeOf('m'))
    this.counts.set('m', cellCount)
  }

  letter(cell: number): CellLetter {
    return letterOf.get(this.codes[cell] ?? codeOf('m')) ?? 'm'
  }

  /** What the cell shows: its own state, or that it waits to be built. */
  state(cell: number): CellState {
    const letter = this.letter(cell)
    return this.queued.has(cell) && letter !== 'b' ? 'queued' : cellStates[letter]
  }

  count(...of: readonly CellLetter[]): number {
    return of.reduce((sum, letter) => sum + (this.counts.get(letter) ?? 0), 0)
  }

  /** Whether a build without force does something for the cell. */
  isOpen(cell: number): boolean {
    return openSet.has(this.letter(cell))
  }

  /** Cells in one of these states, by number; what is queued is told by its own state. */
  *cellsIn(...of: readonly CellLetter[]): Generator<number> {
    const wanted = new Set(of.map(codeOf))
    for (let cell = 0; cell < this.cellCount; cell += 1) if (wanted.has(this.codes[cell] ?? 0)) yield cell
  }

  set(cell: number, letter: CellLetter, progress?: CellProgress): void {
    if (cell >= this.cellCount) return
    const before = this.letter(cell)
    const known = this.progress.get(cell)
    if (progress === undefined) this.progress.delete(cell)
    else this.progress.set(cell, progress)
    const isSameProgress =
      known?.phase === progress?.phase && known?.phasesDone === progress?.phasesDone && known?.left === progress?.left
    if (before === letter && isSameProgress) return
    this.codes[cell] = codeOf(letter)
    this.counts.set(before, this.count(before) - 1)
    this.counts.set(letter, this.count(letter) + 1)
    this.version += 1
  }

  setQueued(cells: ReadonlySet<number>): void {
    this.queued = cells
    this.version += 1
  }

  render(): Pick<MatrixCells, 'states' | 'phases' | 'version'> {
    if (this.rendered?.version !== this.version) {
      this.rendered = { version: this.version, states: this.renderStates() }
    }
    const phases = [...this.progress].map(([cell, progress]) => ({ cell, ...progress }))
    return { states: this.rendered.states, phases, version: this.version }
  }

  private renderStates(): string {
    const shown = Buffer.from(this.codes)
    for (const cell of this.queued) if (this.letter(cell) !== 'b') shown[cell] = codeOf('q')
    return shown.toString('latin1')
  }
}
