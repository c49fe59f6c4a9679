import { createHash } from 'node:crypto'

const idLength = 24

/** A stable, opaque id for the manifest at a real path. */
export function manifestIdOf(realPath: string): string {
  return createHash('sha256').update(realPath).digest('hex').slice(0, idLength)
}
