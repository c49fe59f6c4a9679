import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { resolveWorkspace } from '../../engine/plans.ts'
import type { CliEnvironment, CliStreams } from '../streams.ts'

/** What a command is given besides its arguments. */
export interface CommandContext {
  readonly streams: CliStreams
  readonly environment: CliEnvironment
}

/** A path of the command line as an absolute one. */
export function resolvePath(context: CommandContext, path: string): string {
  return resolve(context.environment.workingDirectory, path)
}

export function workspaceOf({ environment }: CommandContext): string {
  return resolveWorkspace(environment.variables, environment.platform, homedir())
}
