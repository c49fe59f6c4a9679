import { resolve } from 'node:path'
import { sweepWorkspace, watchWorkspace } from '../engine/index.ts'
import { toWireError } from '../shared/errors/wire-error.ts'
import type { EventChannel, EventPayload } from '../shared/ipc/contract.ts'
import { createAppHandlers } from './app-handlers.ts'
import { createBrowseHandlers } from './browse/browse-handlers.ts'
import { createComparisonHandlers } from './comparisons/comparison-handlers.ts'
import { ComparisonViews } from './comparisons/comparison-views.ts'
import type { Handlers } from './handlers.ts'
import { createLedgerHandlers } from './ledger/ledger-handlers.ts'
import { LedgerThread } from './ledger/ledger-thread.ts'
import type { HostPort } from './host-port.ts'
import { createLibraryHandlers } from './library/library-handlers.ts'
import { LibraryFile } from './library/library-file.ts'
import { Library } from './library/library.ts'
import { ManifestCatalog } from './library/manifest-catalog.ts'
import { LocationRegistry } from './locations/location-registry.ts'
import { Matrices, type MatricesDependencies } from './matrices/matrices.ts'
import { createMatrixHandlers } from './matrices/matrix-handlers.ts'
import { createPipelineHandlers } from './pipelines/pipeline-handlers.ts'
import { Pipelines } from './pipelines/pipelines.ts'
import { createReportHandlers } from './reports/report-handlers.ts'
import { ReportPages } from './reports/report-pages.ts'
import { Reports } from './reports/reports.ts'
import { Activities } from './runs/activities.ts'
import { HeldThreads } from './runs/held-threads.ts'
import { planSnapshot } from './runs/plan-runs.ts'
import { Repeater } from './runs/repeat/repeater.ts'
import { createRunHandlers } from './runs/run-handlers.ts'
import { RunHistory } from './runs/run-history.ts'
import { Runs } from './runs/runs.ts'
import { SettingsStore } from './settings/settings-store.ts'
import { createWatchedFolderHandlers } from './watched-folders/watched-folder-handlers.ts'
import { WatchedFolders } from './watched-folders/watched-folders.ts'
import { createViewHandlers } from './views/view-handlers.ts'
import { ViewPool } from './views/view-pool.ts'

export interface ServiceOptions {
  readonly workspace: string
  readonly version: string
  readonly host: HostPort
  /** Called for every event of the contract, for all windows. */
  readonly onEvent: <C extends EventChannel>(channel: C, payload: EventPayload<C>) => void
  /** A folder to snapshot at once. */
  readonly startFolder?: string
}

export interface Services {
  readonly handlers: Handlers
  /** Tokens for paths the host was given outside of a request: dropped, or opened by the system. */
  readonly locations: LocationRegistry
  /** Report pages that the host serves to frames of its own page, by path. */
  readonly pages: ReportPages
  /** Cancels all runs and closes all views; takes about a second at most. */
  close(): Promise<void>
}

/** Makes the application over the engine for one host. What goes wrong at start is told in `app.describe`. */
export async function createServices(options: ServiceOptions): Promise<Services> {
  const { workspace, version } = options
  const parts = createParts(options)
  const { locations, ledger, library, runs, views, comparisons, reports, pages } = parts
  await sweepWorkspace(workspace)
  const watch = await watchWorkspace(workspace, {
    onManifest: () => options.onEvent('library.changed', {}),
    onLedger: () => {
      options.onEvent('ledger.changed', {})
      void tellNewRuns(options, parts)
      void parts.matrices.thread.hearLedger()
    },
  })
  const watchedFolders = new WatchedFolders({
    workspace,
    version,
    library,
    locations,
    onChange: () => options.onEvent('watchedFolders.changed', {}),
    warn: parts.warn,
  })
  await watchedFolders.start()
  const pipelines = await Pipelines.start({ workspace, version, emit: options.onEvent, warn: parts.warn })
  await parts.matrices.start()
  const startRunId = options.startFolder === undefined ? null : await startSnapshot(options, options.startFolder, parts)
  const handlers = createHandlers(options, parts, { watchedFolders, pipelines, startRunId })
  return {
    handlers,
    locations,
    pages,
    async close() {
      watch.close()
      await Promise.all([watchedFolders.close(), pipelines.close()])
      await comparisons.closeAll()
      runs.cancelAll()
      // A report asks the thread that compared for its findings until it is done.
      await Promise.all([reports.close(), views.closeAll(), parts.matrices.close()])
      await Promise.all([runs.close(), parts.activities.close()])
      await ledger.close()
    },
  }
}

interface Started {
  readonly watchedFolders: WatchedFolders
  readonly pipelines: Pipelines
  readonly startRunId: string | null
}

function createHandlers({ workspace, version, host }: ServiceOptions, parts: Parts, started: Started): Handlers {
  const { locations, settings, catalog, ledger, library, runs, views, comparisons, reports, warnings } = parts
  const { watchedFolders, pipelines, startRunId } = started
  const { activities, matrices } = parts
  const repeater = new Repeater({ workspace, version, ledger, runs, activities, pipelines, matrices })
  return {
    ...createAppHandlers({ version, workspace, host, settings, startRunId, warnings }),
    ...createBrowseHandlers({ host, locations, recentFolders: () => library.listDirectories() }),
    ...createLibraryHandlers(library, locations, workspace),
    ...createRunHandlers({ workspace, version, runs, repeater, library, catalog, locations, settings }),
    ...createViewHandlers(views, library, host),
    ...createComparisonHandlers(comparisons, reports),
    ...createReportHandlers(reports),
    ...createWatchedFolderHandlers(watchedFolders, locations),
    ...createPipelineHandlers(pipelines, locations),
    ...createLedgerHandlers({ workspace, version, ledger, locations, catalog, repeater, pipelines, matrices }),
    ...createMatrixHandlers(matrices, locations),
  }
}

/** The ledger also changes while a run goes on, which is nothing to the library. */
async function tellNewRuns({ onEvent }: ServiceOptions, { history }: Parts): Promise<void> {
  if (await history.hasChanged()) onEvent('library.changed', {})
}

interface Parts {
  readonly locations: LocationRegistry
  readonly settings: SettingsStore
  readonly catalog: ManifestCatalog
  readonly ledger: LedgerThread
  readonly history: RunHistory
  readonly library: Library
  readonly runs: Runs
  readonly activities: Activities
  readonly views: ViewPool
  readonly comparisons: ComparisonViews
  readonly matrices: Matrices
  readonly pages: ReportPages
  readonly reports: Reports
  readonly warnings: string[]
  readonly warn: (message: string) => void
}

/** Each warning is told once: on stderr, and to every window. */
function createWarner(): Pick<Parts, 'warnings' | 'warn'> {
  const warnings: string[] = []
  const warn = (message: string): void => {
    if (warnings.includes(message)) return
    warnings.push(message)
    process.stderr.write(`assay: ${message}\n`)
  }
  return { warnings, warn }
}

function createParts({ workspace, version, onEvent }: ServiceOptions): Parts {
  const { warnings, warn } = createWarner()
  const onLibraryChange = (): void => onEvent('library.changed', {})
  const locations = new LocationRegistry()
  const ledger = new LedgerThread(workspace)
  const history = new RunHistory(ledger, warn)
  const catalog = new ManifestCatalog()
  const file = new LibraryFile(workspace, warn)
  const library = new Library({ workspace, locations, history, catalog, file, onChange: onLibraryChange })
  const held = new HeldThreads()
  const runs = new Runs({
    workspace,
    history,
    held,
    emit: onEvent,
    locate: (directory) => locations.issue(directory),
    registerManifest: (realPath) => catalog.register(realPath),
    onEnd: onLibraryChange,
    warn,
  })
  const settings = new SettingsStore(workspace, warn)
  const comparisons = new ComparisonViews({
    workspace,
    held,
    threadOf: (runId) => runs.threadOf(runId),
    readRun: (runId) => runs.read(runId),
  })
  const pages = new ReportPages()
  const reports = new Reports({ workspace, version, history, library, locations, pages })
  const views = new ViewPool()
  const onChange: MatricesDependencies['onChange'] = (change) => onEvent('plans.changed', change)
  const matrices = new Matrices({ workspace, version, warn, onChange })
  return {
    locations,
    settings,
    catalog,
    ledger,
    history,
    library,
    runs,
    activities: new Activities({ workspace, version, warn }),
    views,
    comparisons,
    matrices,
    pages,
    reports,
    warnings,
    warn,
  }
}

async function startSnapshot(options: ServiceOptions, folder: string, parts: Parts): Promise<string | null> {
  const { settings, runs, warn } = parts
  const { algorithms, isJunkExcluded, exclude } = await settings.read()
  const choices = { algorithms, isJunkExcluded, exclude, include: [], isParanoid: false }
  try {
    return await runs.start(planSnapshot(options, resolve(folder), choices))
  } catch (error) {
    // The app is of use without this run, and says why there is none.
    warn(`${folder} could not be snapshotted: ${toWireError(error).message}`)
    return null
  }
}
