import type { WrittenFile } from '../../engine/index.ts'
import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import type { CellDetail, MatrixDetail, PlanItem } from '../../shared/ipc/matrix-schemas.ts'

type Nothing = Record<string, never>

/** A plan in the list: its id is made of its path. */
export interface KeptPlan {
  readonly planId: string
  readonly path: string
}

/** What the page is told, with paths in place of locations: only the services hand those out. */
export type PlanFacts = Omit<PlanItem, 'location'> & { readonly path: string }
export type MatrixFacts = Omit<MatrixDetail, 'item' | 'projectRoot' | 'outputFolder'> & {
  readonly item: PlanFacts
  readonly projectRoot: string
  readonly outputFolder: string
}
export type CellFacts = Omit<CellDetail, 'output' | 'staging'> & {
  readonly output: string
  readonly staging: string | null
}

/** What a matrix worker answers, by method; one worker holds all plans of a workspace and their cells. */
export interface MatrixMethods {
  /** These plans and no others are held and watched from now on. */
  follow(input: { plans: readonly KeptPlan[] }): Nothing
  list(input: Nothing): { plans: PlanFacts[] }
  read(input: RequestInput<'matrix.read'>): MatrixFacts
  cells(input: RequestInput<'matrix.cells'>): RequestOutput<'matrix.cells'>
  queue(input: RequestInput<'matrix.queue'>): RequestOutput<'matrix.queue'>
  cell(input: RequestInput<'matrix.cell'>): CellFacts
  verifyCell(input: RequestInput<'matrix.verifyCell'>): CellFacts
  log(input: RequestInput<'matrix.log'>): RequestOutput<'matrix.log'>
  commands(input: RequestInput<'matrix.commands'>): RequestOutput<'matrix.commands'>
  saveCommands(input: RequestInput<'matrix.commands'> & { target: string; isReplacing: boolean }): WrittenFile
  build(input: RequestInput<'matrix.build'>): RequestOutput<'matrix.build'>
  cancel(input: RequestInput<'matrix.cancel'>): Nothing
  ofRun(input: RequestInput<'matrix.ofRun'>): RequestOutput<'matrix.ofRun'>
  /** Runs were recorded, here or by another process. */
  hearLedger(input: Nothing): Nothing
}

export interface MatrixWorkerData {
  readonly workspace: string
  readonly version: string
  readonly plans: readonly KeptPlan[]
}
