import { join, resolve } from 'node:path'

/** What the workspace holds, by purpose. */
export function manifestsFolder(workspace: string): string {
  return join(workspace, 'manifests')
}

export function runsFolder(workspace: string): string {
  return join(workspace, 'runs')
}

/**
 * Where Assay keeps its own state: `$ASSAY_HOME`, else the platform's data folder for the given home. Relative paths are
 * resolved against the current folder. Follows the XDG Base Directory Specification on Linux: a relative
 * `$XDG_DATA_HOME` is ignored.
 */
export function resolveWorkspace(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (isSet(env['ASSAY_HOME'])) return resolve(env['ASSAY_HOME'])
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Assay')
  if (platform === 'win32') {
    const roaming = isSet(env['APPDATA']) ? env['APPDATA'] : join(home, 'AppData', 'Roaming')
    return join(roaming, 'Assay')
  }
  const dataHome = env['XDG_DATA_HOME']
  return join(isSet(dataHome) && dataHome.startsWith('/') ? dataHome : join(home, '.local', 'share'), 'assay')
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
