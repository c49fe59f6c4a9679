import { basename, join } from 'node:path'

/** The three logs of a build, each with its level and those above. */
export type LogFileLevel = 'debug' | 'info' | 'error'

/** Where the parts of a build in progress lie. */
export interface StagingPaths {
  readonly folder: string
  readonly lock: string
  readonly progress: string
  readonly logs: Readonly<Record<LogFileLevel, string>>
}

/** The folder within an output folder that builds in progress lie in. */
export function buildFolder(outputFolder: string): string {
  return join(outputFolder, '_build')
}

export function stagingPaths(outputFolder: string, permutationId: string): StagingPaths {
  const folder = join(buildFolder(outputFolder), permutationId)
  const at = (end: string): string => join(folder, `${permutationId}.${end}`)
  return {
    folder,
    lock: at('lock'),
    progress: at('progress.json'),
    logs: { debug: at('debug.log'), info: at('info.log'), error: at('error.log') },
  }
}

/** The artifact in progress, under the name it will have. */
export function stagingArtifact({ folder }: StagingPaths, outputPath: string): string {
  return join(folder, basename(outputPath))
}

/** Whether an artifact of that name would take the place of a part of the staging folder. */
export function isStagingName(paths: StagingPaths, outputPath: string): boolean {
  const own = [paths.lock, paths.progress, ...Object.values(paths.logs)].map((path) => basename(path).toLowerCase())
  const name = basename(outputPath).toLowerCase()
  return own.some((part) => name === part || name === `${part}-journal`)
}
