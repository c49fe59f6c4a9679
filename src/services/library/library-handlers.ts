import { createSampleFolder } from '../../engine/index.ts'
import type { Handlers } from '../handlers.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import type { Library } from './library.ts'

type LibraryChannel = Extract<keyof Handlers, `library.${string}`>

/** The folders under audit and their manifests. */
export function createLibraryHandlers(
  library: Library,
  locations: LocationRegistry,
  workspace: string,
): Pick<Handlers, LibraryChannel> {
  return {
    'library.list': async () => ({ folders: await library.list() }),
    'library.add': async ({ token }) => ({ manifestId: await library.add(locations.pathOf(token)) }),
    async 'library.forget'({ manifestId }) {
      await library.forget(manifestId)
      return {}
    },
    'library.createSample': async () => locations.issue(await createSampleFolder(workspace)),
  }
}
