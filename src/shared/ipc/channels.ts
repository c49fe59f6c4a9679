import type { EventChannel, RequestChannel } from './contract.ts'

// Names only, so that the sandboxed preload carries no zod: a missing or surplus name does not compile.
const requestNames: Record<RequestChannel, true> = {
  'app.describe': true,
  'settings.read': true,
  'settings.write': true,
  'location.pick': true,
  'location.browse': true,
  'location.resolve': true,
  'location.pickSave': true,
  'location.reveal': true,
  'library.list': true,
  'library.add': true,
  'library.forget': true,
  'library.createSample': true,
  'snapshot.start': true,
  'verify.start': true,
  'compare.start': true,
  'watch.start': true,
  'run.repeat': true,
  'run.list': true,
  'run.read': true,
  'run.cancel': true,
  'run.pause': true,
  'run.resume': true,
  'manifest.open': true,
  'manifest.close': true,
  'manifest.checkSeal': true,
  'table.query': true,
  'table.window': true,
  'table.toggle': true,
  'table.locate': true,
  'table.entry': true,
  'table.treemap': true,
  'comparison.open': true,
  'comparison.close': true,
  'comparison.query': true,
  'comparison.window': true,
  'comparison.toggle': true,
  'comparison.locate': true,
  'comparison.step': true,
  'comparison.detail': true,
  'comparison.minimap': true,
  'comparison.treemap': true,
  'comparison.copy': true,
  'comparison.export': true,
  'report.preview': true,
  'report.export': true,
  'ledger.page': true,
  'ledger.errorTicks': true,
  'ledger.run': true,
  'ledger.throughput': true,
  'ledger.verify': true,
  'events.open': true,
  'events.close': true,
  'events.query': true,
  'events.window': true,
  'runLog.export': true,
  'runLog.import': true,
  'history.read': true,
  'watchedFolders.list': true,
  'watchedFolders.add': true,
  'watchedFolders.remove': true,
  'entry.reveal': true,
}

const eventNames: Record<EventChannel, true> = {
  'run.changed': true,
  'run.found': true,
  'run.compared': true,
  'library.changed': true,
  'ledger.changed': true,
  'watchedFolders.changed': true,
  'menu.chosen': true,
  'location.opened': true,
}

export const requestChannels = Object.keys(requestNames) as RequestChannel[]
export const eventChannels = Object.keys(eventNames) as EventChannel[]

/**
 * Turns a file dropped on the Electron window into a location. No request of the contract: only the preload may ask, with
 * a path the system gave it for a File object, never one the page named.
 */
export const dropChannel = 'location.drop'
