import { AppError } from '../../shared/errors/app-error.ts'
import { Manifest } from './manifest.ts'
import type { NewMetadata } from './manifest-store.ts'
import { downloads, type ManifestType } from './manifest-types.ts'

const types = new Map<string, ManifestType>([['downloads', downloads]])

/** Makes manifests of the types that are registered; `downloads` always is. */
export const ManifestFactory = {
  /** Names a type. Throws `bad-usage` for a name that stands for another type already. */
  register(name: string, type: ManifestType): void {
    const known = types.get(name)
    if (known !== undefined && known !== type) throw badType(`There is a manifest type ${name} already.`)
    types.set(name, type)
  },

  /**
   * The manifest of a type under a path, one instance a path; at its first use it is made of the metadata where there is
   * no file. Throws `bad-usage` for a type that is not registered, and for a path that is open as another type.
   */
  create(name: string, path: string, metadata: NewMetadata): Manifest {
    const type = types.get(name)
    const known = [...types.keys()].join(', ')
    if (type === undefined) throw badType(`There is no manifest type ${name}. Registered are: ${known}.`)
    return Manifest.open(path, { type, metadata })
  },
}

function badType(message: string): AppError {
  return new AppError({ code: 'bad-usage', operation: 'create manifest', message })
}
