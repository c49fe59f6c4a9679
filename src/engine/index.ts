export type { EntryColumns } from './table/entry-columns.ts'
export { PauseGate, type RunControl } from './run/run-control.ts'
export { openDurableFile, writeFileDurably, type DurableFile } from './atomic/durable-file.ts'
export { sweepStaleTemps } from './atomic/stale-temps.ts'
