import { basename, dirname } from 'node:path'
import { resolveEntryPath } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Handlers } from '../handlers.ts'
import type { HostPort } from '../host-port.ts'
import type { Library } from '../library/library.ts'
import type { ViewPool } from './view-pool.ts'

type ViewChannel = Extract<keyof Handlers, `manifest.${string}` | `table.${string}` | `entry.${string}`>

/** Opened manifests: their rows, details, treemap, seal, and where an entry is on disk. */
export function createViewHandlers(views: ViewPool, library: Library, host: HostPort): Pick<Handlers, ViewChannel> {
  return {
    async 'manifest.open'({ manifestId }) {
      const { viewId, path, summary } = await views.open(await library.pathOf(manifestId))
      return { viewId, manifestId, fileName: basename(path), filePath: path, summary }
    },
    async 'manifest.close'({ viewId }) {
      await views.close(viewId)
      return {}
    },
    'manifest.checkSeal': ({ viewId }) => views.checkSeal(viewId),
    'table.query': async ({ viewId, ...input }) => views.use(viewId).table.call('query', input),
    'table.window': async ({ viewId, ...input }) => views.use(viewId).table.call('window', input),
    'table.toggle': async ({ viewId, ...input }) => views.use(viewId).table.call('toggle', input),
    'table.locate': async ({ viewId, ...input }) => views.use(viewId).table.call('locate', input),
    'table.entry': async ({ viewId, ...input }) => views.use(viewId).table.call('entry', input),
    'table.treemap': async ({ viewId, ...input }) => views.use(viewId).table.call('treemap', input),
    async 'entry.reveal'({ viewId, index }) {
      if (!host.capabilities.canRevealInFileManager || host.reveal === undefined) {
        const message = 'There is no file manager to show this in here.'
        throw new AppError({ code: 'unsupported-by-host', operation: 'entry.reveal', message })
      }
      const { table, summary } = views.use(viewId)
      const { entry } = await table.call('entry', { index })
      // Strings cannot hold a name that is not valid UTF-8: its folder is the nearest that can be shown.
      const path = entry.pathBase64 === undefined ? entry.path : dirname(entry.path)
      await host.reveal(path === '.' ? summary.directory : await resolveEntryPath(summary.directory, path))
      return {}
    },
  }
}
