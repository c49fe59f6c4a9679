import { z } from 'zod'
import {
  cellDetailSchema,
  cellNumber,
  commandFormatSchema,
  logLineSchema,
  matrixCellsSchema,
  matrixDetailSchema,
  planFolderSchema,
  queueItemSchema,
} from './matrix-schemas.ts'
import { id, newFile, nothing, runRef, token, writtenFile } from './request-parts.ts'

const planRef = z.strictObject({ planId: id })
const cellRef = planRef.extend({ cell: cellNumber })
/** Cells by their numbers; null for all that are missing, failed or stopped. */
const chosenCells = z.array(cellNumber).max(200_000).nullable()

/** Requests about permutation plans, their cells, and builds of them. */
export const matrixRequests = {
  'plans.list': { input: nothing, output: z.strictObject({ plans: z.array(planFolderSchema) }) },
  /** Keeps a plan in the list and watches it and its output; one with errors too, so that they are shown. */
  'plans.add': { input: z.strictObject({ token }), output: planRef },
  'plans.remove': { input: planRef, output: nothing },
  'matrix.read': { input: planRef, output: matrixDetailSchema },
  'matrix.cells': { input: planRef, output: matrixCellsSchema },
  /** What to build next, cheapest first: by past durations where known, else by declared cost. */
  'matrix.queue': {
    input: planRef.extend({ limit: z.number().int().positive().max(1000) }),
    output: z.strictObject({ items: z.array(queueItemSchema), totalCount: z.number() }),
  },
  'matrix.cell': { input: cellRef, output: cellDetailSchema },
  /** Reads the artifact of a cell and compares it with what its build recorded. */
  'matrix.verifyCell': { input: cellRef, output: cellDetailSchema },
  /** Lines of a build log. From the end of the file, or from a byte on, to follow it; `nextByte` is where to go on. */
  'matrix.log': {
    input: cellRef.extend({
      level: z.enum(['error', 'info', 'debug']),
      /** Null for the last lines. */
      fromByte: z.number().int().nonnegative().nullable(),
      /** The lines before that byte, where `fromByte` is null. */
      beforeByte: z.number().int().nonnegative().nullable().optional(),
      /** Only lines of this stretch of time. */
      window: z.strictObject({ fromMs: z.number(), toMs: z.number() }).nullable(),
      search: z.string().max(1000),
      limit: z.number().int().positive().max(2000),
    }),
    output: z.strictObject({
      lines: z.array(logLineSchema),
      /** Where earlier lines end: `beforeByte` of a call that reads them. */
      startByte: z.number(),
      nextByte: z.number(),
      sizeBytes: z.number(),
      /** Whether there is more before the first line. */
      hasEarlier: z.boolean(),
    }),
  },
  /** Commands or a file for a scheduler that builds these cells. */
  'matrix.commands': {
    input: planRef.extend({ cells: chosenCells, format: commandFormatSchema, isForced: z.boolean() }),
    output: z.strictObject({ text: z.string(), commandCount: z.number(), notice: z.string().nullable() }),
  },
  /** The same as a new file, however long it is. */
  'matrix.saveCommands': {
    input: planRef.extend({
      cells: chosenCells,
      format: commandFormatSchema,
      isForced: z.boolean(),
      file: newFile,
    }),
    output: writtenFile,
  },
  /**
   * Builds cells, so many at a time, cheapest first; cells that are queued already stay once. Without force, what is done or
   * altered is left alone; with it, everything is begun anew and replaced.
   */
  'matrix.build': {
    input: planRef.extend({ cells: chosenCells, isForced: z.boolean(), jobCount: z.number().int().min(1).max(64) }),
    output: z.strictObject({ queuedCount: z.number() }),
  },
  /** Stops builds that were started here: these cells, or all. What they did so far stays, to be resumed. */
  'matrix.cancel': { input: planRef.extend({ cells: chosenCells }), output: nothing },
  /** The cell and plan of a build in the ledger; null where the plan is not in the list. */
  'matrix.ofRun': { input: runRef, output: z.strictObject({ place: cellRef.nullable() }) },
} as const

export const matrixEvents = {
  /** Cells, the plan or the list are in another state; told at most four times a second. */
  'plans.changed': {
    payload: z.strictObject({
      planId: z.string().nullable(),
      /** Whether the plan itself changed, and not only its cells. */
      isPlanNew: z.boolean(),
    }),
  },
} as const
