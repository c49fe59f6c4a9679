import { z } from 'zod'
import { digestAlgorithmSchema } from '../model/digest-schema.ts'
import { entrySchema } from '../model/entry.ts'
import { manifestSummarySchema, sealStateSchema } from '../model/manifest.ts'
import { runSnapshotSchema } from '../model/run.ts'
import { findingSchema, verdictCountsSchema, verdictSchema } from '../model/verdict.ts'
import {
  browseListingSchema,
  capabilitiesSchema,
  libraryFolderSchema,
  locationSchema,
  settingsSchema,
} from './library-schemas.ts'
import { menuCommandSchema } from './menu-commands.ts'
import { tableQuerySchema, tableRowSchema, tableTotalsSchema, treemapNodeSchema } from './table-schemas.ts'

const nothing = z.strictObject({})
const token = z.string().min(1).max(128)
const id = z.string().min(1).max(256)
const windowOffset = z.number().int().nonnegative()
const windowLimit = z.number().int().positive().max(500)
const runRef = z.strictObject({ runId: id })
const viewRef = z.strictObject({ viewId: id })

/** Requests: the renderer asks, the host answers once. Channels are `noun.verb`. */
export const requests = {
  'app.describe': {
    input: nothing,
    output: z.strictObject({
      version: z.string(),
      workspace: z.string(),
      junkGlobs: z.array(z.string()),
      capabilities: capabilitiesSchema,
      /** A folder given at start: open its snapshot flow at once. */
      startRunId: z.string().nullable(),
      /** What went wrong without stopping anything, such as a damaged settings file; absent when all is well. */
      warnings: z.array(z.string()).optional(),
    }),
  },
  'settings.read': { input: nothing, output: settingsSchema },
  'settings.write': { input: settingsSchema, output: settingsSchema },
  /** A native dialog; null when the user dismissed it. Only where `hasNativeDialogs`. */
  'location.pick': {
    input: z.strictObject({ type: z.enum(['folder', 'manifest']) }),
    output: locationSchema.nullable(),
  },
  /** The in-app picker: null lists the home folder. Only where not `hasNativeDialogs`. */
  'location.browse': {
    input: z.strictObject({ token: token.nullable(), showHidden: z.boolean() }),
    output: browseListingSchema,
  },
  /** The in-app picker's path field: a path typed by hand becomes a token if it exists. Only where not `hasNativeDialogs`. */
  'location.resolve': {
    input: z.strictObject({ path: z.string().min(1).max(4096) }),
    output: z.strictObject({ location: locationSchema, type: z.enum(['folder', 'file']) }),
  },
  'library.list': { input: nothing, output: z.strictObject({ folders: z.array(libraryFolderSchema) }) },
  /** Puts a manifest from elsewhere into the library, by reference. */
  'library.add': { input: z.strictObject({ token }), output: z.strictObject({ manifestId: id }) },
  /** Takes a manifest out of the library; its file stays. */
  'library.forget': { input: z.strictObject({ manifestId: id }), output: nothing },
  /** Makes a small folder of sample data, with its location. */
  'library.createSample': { input: nothing, output: locationSchema },
  'snapshot.start': {
    input: z.strictObject({
      token,
      algorithms: z.array(digestAlgorithmSchema).min(1),
      include: z.array(z.string().max(4096)).max(1000),
      exclude: z.array(z.string().max(4096)).max(1000),
      isJunkExcluded: z.boolean(),
      /** Reuse digests of this manifest where the files are unchanged. */
      baseManifestId: id.nullable(),
      isParanoid: z.boolean(),
    }),
    output: runRef,
  },
  'verify.start': {
    input: z.strictObject({
      manifestId: id,
      /** Another folder than the one the manifest names. */
      token: token.nullable(),
      isQuick: z.boolean(),
      isStrict: z.boolean(),
      allowEmpty: z.boolean(),
    }),
    output: runRef,
  },
  'run.list': { input: nothing, output: z.strictObject({ runs: z.array(runSnapshotSchema) }) },
  'run.read': { input: runRef, output: runSnapshotSchema },
  'run.cancel': { input: runRef, output: nothing },
  'run.pause': { input: runRef, output: nothing },
  'run.resume': { input: runRef, output: nothing },
  /** Findings of a verify, live or ended: loudest first once ended, in order of discovery before. */
  'run.findings': {
    input: z.strictObject({
      runId: id,
      /** Empty for all findings. */
      verdicts: z.array(verdictSchema),
      search: z.string().max(4096),
      offset: windowOffset,
      limit: windowLimit,
    }),
    output: z.strictObject({ total: z.number(), findings: z.array(findingSchema) }),
  },
  'manifest.open': {
    input: z.strictObject({ manifestId: id }),
    output: z.strictObject({
      viewId: id,
      manifestId: id,
      fileName: z.string(),
      filePath: z.string(),
      summary: manifestSummarySchema,
    }),
  },
  'manifest.close': { input: viewRef, output: nothing },
  /** Recomputes the Merkle root over the file's bytes. */
  'manifest.checkSeal': { input: viewRef, output: sealStateSchema },
  'table.query': { input: viewRef.extend({ query: tableQuerySchema }), output: tableTotalsSchema },
  'table.window': {
    input: viewRef.extend({ offset: windowOffset, limit: windowLimit }),
    output: z.strictObject({ rows: z.array(tableRowSchema) }),
  },
  /** Opens or closes a folder of the tree; `all` does so for every folder. */
  'table.toggle': {
    input: viewRef.extend({ folder: z.string(), isExpanded: z.boolean(), all: z.boolean() }),
    output: z.strictObject({ rowCount: z.number() }),
  },
  /** Where a path is shown, its folders opened if need be; null when the filter hides it. */
  'table.locate': {
    input: viewRef.extend({ path: z.string() }),
    output: z.strictObject({ offset: z.number().nullable(), rowCount: z.number() }),
  },
  'table.entry': {
    input: viewRef.extend({ index: z.number().int().nonnegative() }),
    output: z.strictObject({ entry: entrySchema, warnings: z.array(z.string()) }),
  },
  'table.treemap': {
    input: viewRef.extend({ folder: z.string(), maxNodes: z.number().int().positive().max(5000) }),
    output: z.strictObject({ nodes: z.array(treemapNodeSchema) }),
  },
  'entry.reveal': { input: viewRef.extend({ index: z.number().int().nonnegative() }), output: nothing },
} as const

/** Events: the host tells every window. */
export const events = {
  'run.changed': { payload: runSnapshotSchema },
  /** More findings can be asked for with `run.findings`. */
  'run.found': {
    payload: z.strictObject({ runId: z.string(), findingCount: z.number(), counts: verdictCountsSchema }),
  },
  'library.changed': { payload: nothing },
  'menu.chosen': { payload: z.strictObject({ command: menuCommandSchema }) },
  /** A folder or manifest was dropped on, or opened with, the app by the system. */
  'location.opened': { payload: z.strictObject({ location: locationSchema, type: z.enum(['folder', 'file']) }) },
} as const

export type RequestChannel = keyof typeof requests
export type EventChannel = keyof typeof events
export type RequestInput<C extends RequestChannel> = z.infer<(typeof requests)[C]['input']>
export type RequestOutput<C extends RequestChannel> = z.infer<(typeof requests)[C]['output']>
export type EventPayload<C extends EventChannel> = z.infer<(typeof events)[C]['payload']>
