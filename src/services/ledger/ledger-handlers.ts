import { AppError } from '../../shared/errors/app-error.ts'
import { fromWireError } from '../../shared/errors/wire-error.ts'
import type { Handlers } from '../handlers.ts'
import { placeNewFile } from '../reports/new-file.ts'
import { callLedgerApart, type LedgerThread } from './ledger-thread.ts'
import { describeRun, type RunPageDependencies } from './run-page.ts'

type LedgerChannel = Extract<
  keyof Handlers,
  `ledger.${string}` | `events.${string}` | `runLog.${string}` | 'history.read'
>

export interface LedgerHandlerDependencies extends RunPageDependencies {
  readonly workspace: string
  readonly version: string
  readonly ledger: LedgerThread
}

/** The timeline, the page of a run, run logs and what became of a folder: all of what the ledger has. */
export function createLedgerHandlers(dependencies: LedgerHandlerDependencies): Pick<Handlers, LedgerChannel> {
  const { workspace, version, ledger, locations } = dependencies
  return {
    'ledger.page': (input) => ledger.call('page', input),
    'ledger.errorTicks': (input) => ledger.call('errorTicks', input),
    'ledger.run': async ({ runId }) => describeRun(await ledger.call('run', { runId }), runId, dependencies),
    'ledger.throughput': (input) => ledger.call('throughput', input),
    'ledger.verify': () => callLedgerApart(workspace, 'verify', {}),
    'events.open': (input) => ledger.call('openEvents', input),
    'events.close': (input) => ledger.call('closeEvents', input),
    'events.query': (input) => ledger.call('queryEvents', input),
    'events.window': (input) => ledger.call('windowEvents', input),
    async 'runLog.export'({ runId, file: { folderToken, ...file } }) {
      const target = await placeNewFile({ ...file, folder: locations.pathOf(folderToken) }, [])
      const { isReplacing } = file
      const written = await callLedgerApart(workspace, 'exportLog', { runId, target, isReplacing })
      const { path, sizeBytes, sha256 } = written
      return { location: locations.issue(path), sizeBytes, sha256 }
    },
    async 'runLog.import'({ token }) {
      const paths = [locations.pathOf(token)]
      const { imports } = await callLedgerApart(workspace, 'importLogs', {
        paths,
        toolVersion: version,
        isRecorded: true,
      })
      const [end] = imports
      if (end === undefined)
        throw new AppError({ code: 'internal', operation: 'import run log', message: 'Nothing was imported.' })
      if ('error' in end) throw fromWireError(end.error)
      return { runId: end.runId, outcome: end.outcome, warnings: [...end.warnings] }
    },
    async 'history.read'({ token }) {
      const directory = locations.pathOf(token)
      return { location: locations.issue(directory), ...(await ledger.call('history', { directory })) }
    },
  }
}
