import { accessSync, constants, realpathSync } from 'node:fs'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import { pathFrom } from '../../engine/plans.ts'
import type { CliEnvironment } from '../streams.ts'

/**
 * The words that start this very program again from a folder: its name where the PATH leads to it, else Node with the script
 * that was started.
 */
export function programWords({ variables, scriptPath, workingDirectory }: CliEnvironment, root: string): string[] {
  const script = realPath(resolve(workingDirectory, scriptPath))
  // Those that npx and npm run put in front are gone when the lines are run.
  const isByNpm = variables['npm_command'] !== undefined
  const folders = (variables['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !(isByNpm && isOfNpm(folder)))
  const isOnPath = (name: string, target: string): boolean => {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable)
    return found !== undefined && realPath(found) === realPath(target)
  }
  if (isOnPath('assay', script)) return ['assay']
  const isAnyNodeGood = isOnPath('node', process.execPath) || script.endsWith('.js')
  return [isAnyNodeGood ? 'node' : process.execPath, pathFrom(root, script)]
}

function isOfNpm(folder: string): boolean {
  return basename(folder) === '.bin' && basename(dirname(folder)) === 'node_modules'
}

// What is not there, or not for this user, a shell passes over: it goes on to the next folder of the PATH.
function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // It went away since: then it leads nowhere else than its name says.
    return path
  }
}
