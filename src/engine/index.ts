export type { EntryColumns } from './table/entry-columns.ts'
export { PauseGate, type RunControl } from './run/run-control.ts'
