import { lstatSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * The path with every link on it resolved, as far as it exists, and each name as its folder lists it: a file system that
 * takes any case answers to others too. Never fails.
 */
export function listedPathOf(path: string): string {
  try {
    // The native one, as for the root of a walk: on Windows it sees through mapped drives.
    return asListed(realpathSync.native(path))
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(listedPathOf(parent), basename(path))
  }
}

/** Linux leaves names as they were asked for, where exFAT or a share of Windows would list them otherwise. */
function asListed(path: string): string {
  const parent = dirname(path)
  if (parent === path) return path
  const name = basename(path)
  const folder = asListed(parent)
  try {
    return join(folder, isAnyCaseTaken(folder, name) ? listedName(folder, name) : name)
  } catch {
    // One may pass through a folder that one may not list.
    return join(folder, name)
  }
}

/** Whether something answers to another spelling, which costs less to see than what the folder lists. */
function isAnyCaseTaken(folder: string, name: string): boolean {
  const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase()
  return other !== name && lstatSync(join(folder, other), { throwIfNoEntry: false }) !== undefined
}

function listedName(folder: string, name: string): string {
  const names = readdirSync(folder)
  if (names.includes(name)) return name
  const folded = name.toLowerCase()
  return names.find((each) => each.toLowerCase() === folded) ?? name
}
