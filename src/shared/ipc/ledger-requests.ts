import { z } from 'zod'
import {
  chainReportSchema,
  errorTicksSchema,
  eventQuerySchema,
  eventRowSchema,
  eventTotalsSchema,
  folderHistorySchema,
  runPageDetailSchema,
  runPageRequestSchema,
  runPageSchema,
  throughputSchema,
  watchedFolderSchema,
} from './ledger-schemas.ts'
import {
  nothing,
  token,
  id,
  windowOffset,
  windowLimit,
  runRef,
  viewRef,
  newFile,
  writtenFile,
} from './request-parts.ts'

/** Requests about the ledger: its runs and their events, run logs, folders over time, and folders that are watched for files. */
export const ledgerRequests = {
  /** Runs of the ledger, at most 10,000 a page. */
  'ledger.page': {
    input: z.strictObject({ request: runPageRequestSchema, limit: z.number().int().positive().max(10_000) }),
    output: runPageSchema,
  },
  'ledger.errorTicks': {
    input: z.strictObject({ rows: z.array(z.number().int().nonnegative()).max(200) }),
    output: z.strictObject({ ticks: z.array(errorTicksSchema) }),
  },
  'ledger.run': { input: runRef, output: runPageDetailSchema },
  'ledger.throughput': { input: runRef, output: throughputSchema },
  /** Walks the whole hash chain. */
  'ledger.verify': { input: nothing, output: chainReportSchema },
  /** Opens the events of a run. */
  'events.open': { input: runRef, output: z.strictObject({ viewId: id }) },
  'events.close': { input: viewRef, output: nothing },
  /** Asked again of a run that goes on, it takes in the events since. */
  'events.query': { input: viewRef.extend({ query: eventQuerySchema }), output: eventTotalsSchema },
  'events.window': {
    input: viewRef.extend({ offset: windowOffset, limit: windowLimit }),
    output: z.strictObject({ rows: z.array(eventRowSchema) }),
  },
  /** Writes the run log of a run. */
  'runLog.export': { input: runRef.extend({ file: newFile }), output: writtenFile },
  /** Takes in the run log of another program. */
  'runLog.import': {
    input: z.strictObject({ token }),
    output: z.strictObject({ runId: id, outcome: z.enum(['imported', 'known']), warnings: z.array(z.string()) }),
  },
  /** What the ledger has on a folder, oldest first. */
  'history.read': { input: z.strictObject({ token }), output: folderHistorySchema },
  'watchedFolders.list': { input: nothing, output: z.strictObject({ folders: z.array(watchedFolderSchema) }) },
  'watchedFolders.add': { input: z.strictObject({ token, type: watchedFolderSchema.shape.type }), output: nothing },
  'watchedFolders.remove': { input: z.strictObject({ token, type: watchedFolderSchema.shape.type }), output: nothing },
} as const
