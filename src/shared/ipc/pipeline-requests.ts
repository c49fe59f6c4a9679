import { z } from 'zod'
import {
  pipelineDetailSchema,
  pipelineFolderSchema,
  recordDetailSchema,
  recordQuerySchema,
  recordRowSchema,
  recordTotalsSchema,
  repairSchema,
  seenContentSchema,
  unknownFileSchema,
} from './pipeline-schemas.ts'
import { id, nothing, token, viewRef, windowLimit, windowOffset } from './request-parts.ts'

const pipelineRef = z.strictObject({ pipelineId: id })
const manifestRef = pipelineRef.extend({ manifestKey: id })
const recordRef = viewRef.extend({ record: z.number().int().nonnegative() })

const seenSubject = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('file'), token }),
  z.strictObject({ type: z.literal('digest'), sha256: z.string().regex(/^[0-9a-f]{64}$/iu) }),
])

/** Requests about folders of process manifests, their records, and the files these name. */
export const pipelineRequests = {
  'pipelines.list': { input: nothing, output: z.strictObject({ folders: z.array(pipelineFolderSchema) }) },
  /** Keeps a folder in the list and watches it; known already, it is only named. */
  'pipelines.add': { input: z.strictObject({ token }), output: pipelineRef },
  /** Takes a folder out of the list; its files stay. */
  'pipelines.remove': { input: pipelineRef, output: nothing },
  'pipeline.read': { input: pipelineRef, output: pipelineDetailSchema },
  /** Where files without a record are looked for, and when a manifest counts as stale. */
  'pipeline.configure': {
    input: pipelineRef.extend({
      dataFolderTokens: z.array(token).max(100),
      staleAfterDays: z.number().positive().max(36_500),
    }),
    output: nothing,
  },
  /** Looks at every recorded file and for files no record knows; with contents read where asked. A run of the ledger. */
  'pipeline.check': { input: pipelineRef.extend({ readsContents: z.boolean() }), output: nothing },
  'pipeline.cancelCheck': { input: pipelineRef, output: nothing },
  /** Says where a content is recorded: that of a file, hashed now, or one whose digest is known. */
  'pipeline.seen': { input: pipelineRef.extend({ subject: seenSubject }), output: seenContentSchema },
  /** Files no record knows, as the last check found them, in order of their paths. */
  'pipeline.unknown': {
    input: pipelineRef.extend({ offset: windowOffset, limit: windowLimit }),
    output: z.strictObject({ files: z.array(unknownFileSchema), fileCount: z.number() }),
  },
  /** What a repair would keep and leave out, from the file alone or with a good copy of it. Changes nothing. */
  'pipeline.planRepair': { input: manifestRef.extend({ copyToken: token.nullable() }), output: repairSchema },
  /** Sets the damaged file aside, then writes what can be kept. A run of the ledger. */
  'pipeline.repair': {
    input: manifestRef.extend({
      copyToken: token.nullable(),
      /** Of a manifest that does not say its own; null: as its name tells. */
      process: z.string().min(1).max(200).nullable(),
    }),
    output: repairSchema,
  },
  /** Opens the records of all manifests of a folder, as they are now: opened anew after `pipelines.changed`. */
  'records.open': { input: pipelineRef, output: viewRef },
  'records.close': { input: viewRef, output: nothing },
  'records.query': { input: viewRef.extend({ query: recordQuerySchema }), output: recordTotalsSchema },
  'records.window': {
    input: viewRef.extend({ offset: windowOffset, limit: windowLimit }),
    output: z.strictObject({ rows: z.array(recordRowSchema) }),
  },
  /** Where a record is shown; null when the query hides it. */
  'records.locate': { input: recordRef, output: z.strictObject({ offset: z.number().nullable() }) },
  'records.detail': { input: recordRef, output: recordDetailSchema },
  /** Reads the file of one record now, and compares. */
  'records.verify': { input: recordRef, output: recordDetailSchema },
  /** The shown records as tab-separated text with a heading: at most 10,000 lines. */
  'records.copy': {
    input: viewRef.extend({ records: z.array(z.number().int().nonnegative()).max(10_000).nullable() }),
    output: z.strictObject({ text: z.string(), copiedCount: z.number(), matchedCount: z.number() }),
  },
} as const

export const pipelineEvents = {
  /** The list, a manifest or a check of this folder is in another state; told at most four times a second. */
  'pipelines.changed': {
    payload: z.strictObject({
      pipelineId: z.string().nullable(),
      /** Whether records were added or changed, so that a view shows what was. */
      hasNewRecords: z.boolean(),
    }),
  },
} as const
