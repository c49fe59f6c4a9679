import { z } from 'zod'
import { digestAlgorithmSchema } from '../model/digest-schema.ts'
import { entrySchema } from '../model/entry.ts'
import { manifestSummarySchema, sealStateSchema } from '../model/manifest.ts'
import { runSnapshotSchema } from '../model/run.ts'
import { reportFormatSchema } from '../model/report-schema.ts'
import { verdictCountsSchema } from '../model/verdict.ts'
import {
  comparisonDetailSchema,
  comparisonExtentSchema,
  comparisonQuerySchema,
  comparisonRowSchema,
  comparisonTotalsSchema,
  comparisonTreemapNodeSchema,
  minimapBucketSchema,
  rowPlaceSchema,
} from './comparison-schemas.ts'
import {
  browseListingSchema,
  capabilitiesSchema,
  libraryFolderSchema,
  locationSchema,
  settingsSchema,
} from './library-schemas.ts'
import { ledgerRequests } from './ledger-requests.ts'
import { matrixEvents, matrixRequests } from './matrix-requests.ts'
import { menuCommandSchema } from './menu-commands.ts'
import { pipelineEvents, pipelineRequests } from './pipeline-requests.ts'
import {
  nothing,
  token,
  id,
  windowOffset,
  windowLimit,
  runRef,
  viewRef,
  sideRef,
  chosenRows,
  reportSubject,
  newFile,
  writtenFile,
} from './request-parts.ts'
import { tableQuerySchema, tableRowSchema, tableTotalsSchema, treemapNodeSchema } from './table-schemas.ts'

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
    input: z.strictObject({ type: z.enum(['folder', 'manifest', 'plan', 'file']) }),
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
  /** A native dialog for a new file; null when it was dismissed. Replacing was agreed to in it. Only where `hasNativeDialogs`. */
  'location.pickSave': {
    input: z.strictObject({ suggestedName: z.string().min(1).max(255) }),
    output: z.strictObject({ folder: locationSchema, fileName: z.string() }).nullable(),
  },
  /** Shows a file or folder in the system's file manager. Only where `canRevealInFileManager`. */
  'location.reveal': { input: z.strictObject({ token }), output: nothing },
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
  /** Compares two sides; with `allowEmpty` also a folder that holds none of the other side's paths. */
  'compare.start': {
    input: z.strictObject({ left: sideRef, right: sideRef, isStrict: z.boolean(), allowEmpty: z.boolean() }),
    output: runRef,
  },
  /** Watches a folder for drift from a manifest, until it is cancelled. */
  'watch.start': {
    input: z.strictObject({
      manifestId: id,
      /** Another folder than the one the manifest names. */
      token: token.nullable(),
      isStrict: z.boolean(),
    }),
    output: runRef,
  },
  /** Starts again what a run of Assay did, as a new run. A build, which waits for its turn, is told of by its cell. */
  'run.repeat': {
    input: runRef.extend({
      /** Whether the user agreed that an artifact is replaced. */
      isReplacing: z.boolean(),
    }),
    output: z.discriminatedUnion('type', [
      runRef.extend({ type: z.literal('run') }),
      /** An audit or import, which has no other page than that of its run. */
      runRef.extend({ type: z.literal('activity') }),
      z.strictObject({ type: z.literal('cell'), planId: id, cell: z.number().int().nonnegative() }),
    ]),
  },
  'run.list': { input: nothing, output: z.strictObject({ runs: z.array(runSnapshotSchema) }) },
  'run.read': { input: runRef, output: runSnapshotSchema },
  'run.cancel': { input: runRef, output: nothing },
  'run.pause': { input: runRef, output: nothing },
  'run.resume': { input: runRef, output: nothing },
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
  /** Opens the comparison of a verify or compare run, live or ended. A live one is opened again once its run has ended. */
  'comparison.open': {
    input: runRef,
    output: z.strictObject({ viewId: id, extent: comparisonExtentSchema }),
  },
  'comparison.close': { input: viewRef, output: nothing },
  'comparison.query': { input: viewRef.extend({ query: comparisonQuerySchema }), output: comparisonTotalsSchema },
  'comparison.window': {
    input: viewRef.extend({ offset: windowOffset, limit: windowLimit }),
    output: z.strictObject({ rows: z.array(comparisonRowSchema) }),
  },
  'comparison.toggle': {
    input: viewRef.extend({ folder: z.string(), isExpanded: z.boolean(), all: z.boolean() }),
    output: z.strictObject({ rowCount: z.number() }),
  },
  /** Where a row is shown, its folders opened if need be. */
  'comparison.locate': { input: viewRef.extend({ row: z.number().int().nonnegative() }), output: rowPlaceSchema },
  /** The nearest finding after (1) or before (-1) a shown offset, closed folders looked into and opened; -1 starts at the ends. */
  'comparison.step': {
    input: viewRef.extend({ offset: z.number().int().min(-1), by: z.union([z.literal(1), z.literal(-1)]) }),
    output: rowPlaceSchema,
  },
  'comparison.detail': {
    input: viewRef.extend({ row: z.number().int().nonnegative() }),
    output: comparisonDetailSchema,
  },
  /** The rows as shown now, in this many equal stretches from top to bottom. */
  'comparison.minimap': {
    input: viewRef.extend({ bucketCount: z.number().int().positive().max(2000) }),
    output: z.strictObject({ buckets: z.array(minimapBucketSchema) }),
  },
  'comparison.treemap': {
    input: viewRef.extend({ folder: z.string(), maxNodes: z.number().int().positive().max(5000) }),
    output: z.strictObject({ nodes: z.array(comparisonTreemapNodeSchema) }),
  },
  /** Rows as tab-separated text with a heading, to be pasted: at most 10,000 lines. */
  'comparison.copy': {
    input: viewRef.extend({ rows: chosenRows }),
    output: z.strictObject({ text: z.string(), copiedCount: z.number(), matchedCount: z.number() }),
  },
  /** A report of these rows alone. */
  'comparison.export': {
    input: viewRef.extend({ rows: chosenRows, format: reportFormatSchema, file: newFile }),
    output: writtenFile,
  },
  /** What a report looks like: an address of this host for a frame, or the beginning of its text. */
  'report.preview': {
    input: z.strictObject({ subject: reportSubject, format: reportFormatSchema }),
    output: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('page'), url: z.string() }),
      z.strictObject({ type: z.literal('text'), text: z.string(), isWhole: z.boolean() }),
    ]),
  },
  'report.export': {
    input: z.strictObject({ subject: reportSubject, format: reportFormatSchema, file: newFile }),
    output: writtenFile,
  },
  ...ledgerRequests,
  ...pipelineRequests,
  ...matrixRequests,
  'entry.reveal': { input: viewRef.extend({ index: z.number().int().nonnegative() }), output: nothing },
} as const

/** Events: the host tells every window. */
export const events = {
  'run.changed': { payload: runSnapshotSchema },
  /** A live comparison of the run has grown: a new `comparison.query` takes in what was found since. */
  'run.found': {
    payload: z.strictObject({ runId: z.string(), findingCount: z.number(), counts: verdictCountsSchema }),
  },
  /** A watch has compared again: what was opened of it shows the state before; open it anew. */
  'run.compared': { payload: z.strictObject({ runId: z.string() }) },
  'library.changed': { payload: nothing },
  /** Runs were recorded, went on or ended, by this process or another; told at most four times a second. */
  'ledger.changed': { payload: nothing },
  'watchedFolders.changed': { payload: nothing },
  ...pipelineEvents,
  ...matrixEvents,
  'menu.chosen': { payload: z.strictObject({ command: menuCommandSchema }) },
  /** A folder or manifest was dropped on, or opened with, the app by the system. */
  'location.opened': { payload: z.strictObject({ location: locationSchema, type: z.enum(['folder', 'file']) }) },
} as const

export type RequestChannel = keyof typeof requests
export type EventChannel = keyof typeof events
export type RequestInput<C extends RequestChannel> = z.infer<(typeof requests)[C]['input']>
export type RequestOutput<C extends RequestChannel> = z.infer<(typeof requests)[C]['output']>
export type EventPayload<C extends EventChannel> = z.infer<(typeof events)[C]['payload']>
