import type { MatrixCells, MatrixDetail } from '../../../shared/ipc/matrix-schemas.ts'
import { cellStates, type CellState } from '../../../shared/ipc/matrix-schemas.ts'

/** States in the order in which they are listed and counted: what needs a person first. */
export const listedStates = [
  'failed',
  'altered',
  'building',
  'queued',
  'stopped',
  'missing',
  'done',
  'done-elsewhere',
] as const satisfies readonly CellState[]

const codeOfMissing = listedStates.indexOf('missing')
/** By the letter's number: 200,000 of them are looked up four times a second while builds go on. */
const codeOfLetter = new Uint8Array(128).fill(codeOfMissing)
for (const [letter, state] of Object.entries(cellStates)) {
  codeOfLetter[letter.charCodeAt(0)] = listedStates.indexOf(state)
}

/** How a rebuild ended that left an artifact in its place. */
export type RebuildEnd = 'failed' | 'stopped'
export const rebuildEnds = ['failed', 'stopped'] as const satisfies readonly RebuildEnd[]

export interface CellPhases {
  readonly phasesDone: number
  readonly phase: string | null
  /** Null where the phases are of the cell's own state. */
  readonly left: RebuildEnd | null
}

export interface LineTotal {
  readonly doneCount: number
  readonly cellCount: number
}

export function isThere(state: CellState): boolean {
  return state === 'done' || state === 'done-elsewhere'
}

/** Whether a build without force does something for a cell in this state. */
export function isToBuild(state: CellState): boolean {
  return state === 'missing' || isHalfDone(state)
}

/** Whether a build left something that the next one goes on from. */
export function isHalfDone(state: CellState): boolean {
  return state === 'failed' || state === 'stopped'
}

const doneCodes = new Set(listedStates.flatMap((state, code) => (isThere(state) ? [code] : [])))

/** The cells of a plan as numbers, with what is counted of them; made anew with each answer. */
export class CellTable {
  readonly rowCount: number
  readonly columnCount: number
  readonly counts: readonly number[]
  readonly rowDone: Uint32Array
  readonly columnDone: Uint32Array
  private readonly codes: Uint8Array
  private readonly phases: ReadonlyMap<number, CellPhases>

  constructor(
    { inputs, params }: Pick<MatrixDetail, 'inputs' | 'params'>,
    cells: Pick<MatrixCells, 'states' | 'phases'>,
  ) {
    this.rowCount = inputs.length
    this.columnCount = params.length
    this.codes = new Uint8Array(this.cellCount)
    this.rowDone = new Uint32Array(this.rowCount)
    this.columnDone = new Uint32Array(this.columnCount)
    this.phases = new Map(cells.phases.map(({ cell, ...phases }) => [cell, phases]))
    this.counts = this.take(cells.states)
  }

  get cellCount(): number {
    return this.rowCount * this.columnCount
  }

  get doneCount(): number {
    return this.countOf('done') + this.countOf('done-elsewhere')
  }

  /** How many a build without force does something for. */
  get openCount(): number {
    return listedStates.filter(isToBuild).reduce((sum, state) => sum + this.countOf(state), 0)
  }

  countOf(state: CellState): number {
    return this.counts[listedStates.indexOf(state)] ?? 0
  }

  codeAt(cell: number): number {
    return this.codes[cell] ?? codeOfMissing
  }

  stateAt(cell: number): CellState {
    return listedStates[this.codeAt(cell)] ?? 'missing'
  }

  phasesAt(cell: number): CellPhases | undefined {
    return this.phases.get(cell)
  }

  /** How the last rebuild of a cell ended, where its artifact is of an earlier one. */
  leftAt(cell: number): RebuildEnd | null {
    return this.phases.get(cell)?.left ?? null
  }

  leftCount(end: RebuildEnd): number {
    let count = 0
    for (const { left } of this.phases.values()) if (left === end) count += 1
    return count
  }

  cellAt(row: number, column: number): number {
    return row * this.columnCount + column
  }

  placeOf(cell: number): { readonly row: number; readonly column: number } {
    return { row: Math.floor(cell / this.columnCount), column: cell % this.columnCount }
  }

  rowTotal(row: number): LineTotal {
    return { doneCount: this.rowDone[row] ?? 0, cellCount: this.columnCount }
  }

  columnTotal(column: number): LineTotal {
    return { doneCount: this.columnDone[column] ?? 0, cellCount: this.rowCount }
  }

  private take(states: string): number[] {
    const counts = listedStates.map(() => 0)
    for (let cell = 0; cell < this.cellCount; cell += 1) {
      const code = codeOfLetter[states.charCodeAt(cell)] ?? codeOfMissing
      this.codes[cell] = code
      counts[code] = (counts[code] ?? 0) + 1
      if (!doneCodes.has(code)) continue
      const { row, column } = this.placeOf(cell)
      this.rowDone[row] = (this.rowDone[row] ?? 0) + 1
      this.columnDone[column] = (this.columnDone[column] ?? 0) + 1
    }
    return counts
  }
}
