import { homedir } from 'node:os'
import { basename, dirname, parse } from 'node:path'
import { isSomethingAt, listFolder, listVolumes, resolveTypedPath } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { BrowseListing, Location } from '../../shared/ipc/library-schemas.ts'
import type { Handlers } from '../handlers.ts'
import type { HostPort } from '../host-port.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'

const maxRecentFolders = 5

export interface BrowseDependencies {
  readonly host: HostPort
  readonly locations: LocationRegistry
  /** Folders under audit, most recent first. */
  readonly recentFolders: () => Promise<string[]>
}

function unsupported(operation: string): AppError {
  const message =
    operation === 'location.reveal'
      ? 'There is no file manager to show this in here.'
      : 'This way of choosing a place is not available here.'
  return new AppError({ code: 'unsupported-by-host', operation, message })
}

function gone(path: string): AppError {
  return new AppError({
    code: 'not-found',
    operation: 'location.reveal',
    path,
    message: `${path} is not there any more.`,
  })
}

/** Choosing places: by the host's dialogs where it has them, else by listing folders in the app. */
export function createBrowseHandlers(
  dependencies: BrowseDependencies,
): Pick<Handlers, Extract<keyof Handlers, `location.${string}`>> {
  const { host, locations } = dependencies
  const { hasNativeDialogs, canRevealInFileManager } = host.capabilities
  return {
    async 'location.pick'({ type }) {
      if (!hasNativeDialogs || host.pick === undefined) throw unsupported('location.pick')
      const path = await host.pick(type)
      return path === null ? null : locations.issue(path)
    },
    async 'location.browse'({ token, showHidden }) {
      if (hasNativeDialogs) throw unsupported('location.browse')
      return browse(token === null ? homedir() : locations.pathOf(token), showHidden, dependencies)
    },
    async 'location.resolve'({ path }) {
      if (hasNativeDialogs) throw unsupported('location.resolve')
      const resolved = await resolveTypedPath(path, homedir())
      return { location: locations.issue(resolved.path), type: resolved.type }
    },
    async 'location.pickSave'({ suggestedName }) {
      if (!hasNativeDialogs || host.pickSave === undefined) throw unsupported('location.pickSave')
      // A name with slashes in it would begin the dialog in another folder.
      const path = await host.pickSave(suggestedName.replaceAll(/[/\\]/gu, '_'))
      return path === null ? null : { folder: locations.issue(dirname(path)), fileName: basename(path) }
    },
    async 'location.reveal'({ token }) {
      if (!canRevealInFileManager || host.reveal === undefined) throw unsupported('location.reveal')
      const path = locations.pathOf(token)
      if (!(await isSomethingAt(path))) throw gone(path)
      await host.reveal(path)
      return {}
    },
  }
}

async function browse(folder: string, showHidden: boolean, dependencies: BrowseDependencies): Promise<BrowseListing> {
  const { locations } = dependencies
  const { items, isTruncated } = await listFolder(folder, showHidden)
  const parent = dirname(folder)
  return {
    location: locations.issue(folder),
    parent: parent === folder ? null : locations.issue(parent),
    shortcuts: await listShortcuts(dependencies),
    entries: items.map(({ path, ...item }) => ({ location: locations.issue(path), ...item })),
    isTruncated,
  }
}

async function listShortcuts({
  locations,
  recentFolders,
}: BrowseDependencies): Promise<{ label: string; location: Location }[]> {
  const home = homedir()
  const places = [
    { label: 'Home', path: home },
    { label: 'This computer', path: parse(home).root },
    ...(await listVolumes()),
    ...(await recentFolders()).slice(0, maxRecentFolders).map((path) => ({ label: basename(path) || path, path })),
  ]
  const byPath = new Map(places.toReversed().map((place) => [place.path, place]))
  const unique = places.filter((place) => byPath.get(place.path) === place)
  return unique.map(({ label, path }) => ({ label, location: locations.issue(path) }))
}
