import type { Handlers } from '../handlers.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import type { WatchedFolders } from './watched-folders.ts'

type WatchedFolderChannel = Extract<keyof Handlers, `watchedFolders.${string}`>

/** The folders that other programs write into. */
export function createWatchedFolderHandlers(
  folders: WatchedFolders,
  locations: LocationRegistry,
): Pick<Handlers, WatchedFolderChannel> {
  return {
    'watchedFolders.list': async () => ({ folders: await folders.list() }),
    async 'watchedFolders.add'({ token, type }) {
      await folders.add(type, locations.pathOf(token))
      return {}
    },
    async 'watchedFolders.remove'({ token, type }) {
      await folders.remove(type, locations.pathOf(token))
      return {}
    },
  }
}
