/** Where macOS has what Homebrew and installers bring; an app that the Dock starts is not told of them. */
const usualFolders = ['/opt/homebrew/bin', '/usr/local/bin']

/** The folders that programs named by plans are looked for in. */
export function searchPath(given: string | undefined, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'darwin') return given
  const folders = (given ?? '').split(':').filter((folder) => folder !== '')
  return [...folders, ...usualFolders.filter((folder) => !folders.includes(folder))].join(':')
}
