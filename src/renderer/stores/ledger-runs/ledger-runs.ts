import { create } from 'zustand'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { RunPageRequest } from '../../../shared/ipc/ledger-schemas.ts'
import { request, subscribe, toWire, watchReturn } from '../../bridge/host.ts'
import { everyRun, type RunQuery } from './run-filter.ts'
import { newestFirst, sortRunsBy, type RunColumn, type RunSort } from './run-sort.ts'
import { RunTable } from './run-table.ts'

const pageLimit = 10_000
/** The newest that are held: beyond, the timeline says that there are more. */
export const maxHeldRuns = 250_000
const refreshEveryMs = 300
/** Fewer than the host takes at once. */
const maxOpenRows = 900

/** The runs that are held: another object whenever there are others in the table. */
export interface HeldRuns {
  readonly table: RunTable
}

interface LedgerRunsState {
  readonly held: HeldRuns
  /** Runs in the whole ledger; null before it is known. */
  readonly totalCount: number | null
  readonly isLoading: boolean
  readonly failure: WireError | null
  /** Kept while the user looks elsewhere, so that coming back finds the same runs. */
  readonly query: RunQuery
  /** The order of the list; the timeline has its own. */
  readonly sort: RunSort
  readonly selectedRow: number | null
}

export const useLedgerRuns = create<LedgerRunsState>()(() => ({
  held: { table: new RunTable() },
  totalCount: null,
  isLoading: false,
  failure: null,
  query: everyRun,
  sort: newestFirst,
  selectedRow: null,
}))

export function changeRunQuery(change: Partial<RunQuery>): void {
  useLedgerRuns.setState((state) => ({ query: { ...state.query, ...change } }))
}

/** Orders the list by a column, or turns it round. */
export function sortLedgerRuns(column: RunColumn): void {
  useLedgerRuns.setState(({ sort }) => ({ sort: sortRunsBy(sort, column) }))
}

export function selectLedgerRun(selectedRow: number | null): void {
  useLedgerRuns.setState({ selectedRow })
}

async function takePage(asked: RunPageRequest): Promise<number | null> {
  const page = await request('ledger.page', { request: asked, limit: pageLimit })
  const { table } = useLedgerRuns.getState().held
  table.take(page)
  if (page.row.length > 0 || asked.type === 'older') {
    useLedgerRuns.setState({ held: { table }, totalCount: page.totalCount, failure: null })
  }
  return page.nextRow
}

async function loadOlder(): Promise<void> {
  let beforeRow: number | null = null
  do {
    // oxlint-disable-next-line no-await-in-loop -- Each page says where the next begins.
    beforeRow = await takePage({ type: 'older', beforeRow })
  } while (beforeRow !== null && useLedgerRuns.getState().held.table.count < maxHeldRuns)
}

async function loadChanges(): Promise<void> {
  const { table } = useLedgerRuns.getState().held
  let openRows = table.openRows.slice(-maxOpenRows)
  let afterRow: number | null = table.newestRow
  do {
    // oxlint-disable-next-line no-await-in-loop -- Each page says where the next begins.
    afterRow = await takePage({ type: 'changes', afterRow, openRows })
    openRows = []
  } while (afterRow !== null)
}

/** Loads all runs, or what changed since they were; a failure is shown by the view. */
async function load(): Promise<void> {
  if (useLedgerRuns.getState().isLoading) return
  useLedgerRuns.setState({ isLoading: true })
  try {
    await (useLedgerRuns.getState().totalCount === null ? loadOlder() : loadChanges())
  } catch (error) {
    useLedgerRuns.setState({ failure: toWire(error) })
  } finally {
    useLedgerRuns.setState({ isLoading: false })
  }
}

/** Has the runs and keeps them up to date; returns how to stop. */
export function followLedgerRuns(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  void load()
  const stops = [
    subscribe('ledger.changed', () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void load()
      }, refreshEveryMs)
    }),
    watchReturn(() => void load()),
  ]
  return () => {
    clearTimeout(timer)
    stops.forEach((stop) => stop())
  }
}

/** After a failure. */
export function reloadLedgerRuns(): void {
  void load()
}
