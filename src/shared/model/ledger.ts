import { z } from 'zod'

/** `started`: it runs, or its process ended and nobody has looked since. `aborted`: its process ended before it did. */
export const runStatusSchema = z.enum([
  'started',
  'completed',
  'completed-with-errors',
  'failed',
  'cancelled',
  'aborted',
])
export type RunStatus = z.infer<typeof runStatusSchema>

/** One timestamped thing that happened in a run. Times are ISO 8601 UTC. */
export const runEventSchema = z.strictObject({
  timestamp: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type RunEvent = z.infer<typeof runEventSchema>

/** A run as the ledger keeps it, without its events. */
export const ledgerRunSchema = z.strictObject({
  runId: z.string(),
  /** What ran: one of Assay's operations, or what an imported log names. */
  operation: z.string(),
  /** The folder or pipeline it was about: its row of the timeline. */
  lane: z.string(),
  status: runStatusSchema,
  /** `import`: the log of another program. */
  source: z.enum(['assay', 'import']),
  startTime: z.string(),
  endTime: z.string().nullable(),
  durationMs: z.number().nullable(),
  eventCount: z.number(),
  errorCount: z.number(),
  warningCount: z.number(),
  /** What is recorded besides, with keys as in files. */
  body: z.record(z.string(), z.unknown()),
  host: z.string(),
  processId: z.number(),
  processStart: z.string(),
  /** Place in the hash chain, from 1; null until the run has ended. */
  position: z.number().nullable(),
  previousHash: z.string().nullable(),
  hash: z.string().nullable(),
})
export type LedgerRun = z.infer<typeof ledgerRunSchema>

/** The newest link of the chain. */
export const ledgerHeadSchema = z.strictObject({ position: z.number(), runId: z.string(), hash: z.string() })
export type LedgerHead = z.infer<typeof ledgerHeadSchema>
