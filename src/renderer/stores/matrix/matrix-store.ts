import { create } from 'zustand'
import type { RequestOutput } from '../../../shared/ipc/contract.ts'
import type { Batch, MatrixDetail } from '../../../shared/ipc/matrix-schemas.ts'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import { request, subscribe, toWire, watchConnection } from '../../bridge/host.ts'
import { CellTable } from './cell-table.ts'

export type BuildQueue = RequestOutput<'matrix.queue'>

/** One open plan, as far as it is known. */
export interface MatrixState {
  readonly planId: string | null
  readonly detail: MatrixDetail | null
  readonly table: CellTable | null
  readonly batch: Batch | null
  readonly queue: BuildQueue | null
  /** Rises with each change of a cell, for what is read of single cells. */
  readonly version: number
  readonly failure: WireError | null
}

const nothing = { detail: null, table: null, batch: null, queue: null, version: -1, failure: null }
const queueLimit = 60

export const useMatrix = create<MatrixState>()(() => ({ planId: null, ...nothing }))

/** Loads one thing after another: what changes while it loads makes it load once more. */
class MatrixLoader {
  private readonly planId: string
  private isStopped = false
  private isLoading = false
  private wanted: 'nothing' | 'cells' | 'plan' = 'nothing'

  constructor(planId: string) {
    this.planId = planId
  }

  want(isPlanNew: boolean): void {
    if (isPlanNew || this.wanted === 'nothing') this.wanted = isPlanNew ? 'plan' : 'cells'
    if (!this.isLoading) void this.load()
  }

  stop(): void {
    this.isStopped = true
  }

  private async load(): Promise<void> {
    this.isLoading = true
    while (this.wanted !== 'nothing' && !this.isStopped) {
      const isPlanWanted = this.wanted === 'plan' || useMatrix.getState().detail === null
      this.wanted = 'nothing'
      const change = await this.read(isPlanWanted).catch((error: unknown) => ({ failure: toWire(error) }))
      if (!this.isStopped) useMatrix.setState(change)
    }
    this.isLoading = false
  }

  private async read(isPlanWanted: boolean): Promise<Partial<MatrixState>> {
    const { planId } = this
    const known = useMatrix.getState().detail
    const [detail, cells, queue] = await Promise.all([
      isPlanWanted || known === null ? request('matrix.read', { planId }) : known,
      request('matrix.cells', { planId }),
      request('matrix.queue', { planId, limit: queueLimit }),
    ])
    const { batch, version } = cells
    return { detail, table: new CellTable(detail, cells), batch, queue, version, failure: null }
  }
}

let loader: MatrixLoader | undefined

/** Opens a plan and keeps it up to date; returns how to stop. */
export function followMatrix(planId: string): () => void {
  if (useMatrix.getState().planId !== planId) useMatrix.setState({ planId, ...nothing })
  const own = new MatrixLoader(planId)
  loader = own
  const stops = [
    watchConnection((connection) => {
      if (connection === 'connected') own.want(true)
    }),
    subscribe('plans.changed', (change) => {
      if (change.planId === null || change.planId === planId) own.want(change.isPlanNew || change.planId === null)
    }),
    () => own.stop(),
  ]
  return () => stops.forEach((stop) => stop())
}

/** After a failure. */
export function reloadMatrix(): void {
  loader?.want(true)
}
