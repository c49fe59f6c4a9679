import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { manifestExtensions } from '../shared/model/manifest-names.ts'

const optionsByType: Readonly<Record<'folder' | 'manifest' | 'plan' | 'file', OpenDialogOptions>> = {
  folder: { title: 'Choose a folder', buttonLabel: 'Choose', properties: ['openDirectory'] },
  manifest: {
    title: 'Open a manifest',
    buttonLabel: 'Open',
    properties: ['openFile'],
    filters: [
      { name: 'Manifests and lists of checksums', extensions: [...manifestExtensions] },
      // A list such as SHA256SUMS has no extension to be chosen by.
      { name: 'All files', extensions: ['*'] },
    ],
  },
  plan: {
    title: 'Open a plan',
    buttonLabel: 'Open',
    properties: ['openFile'],
    filters: [
      { name: 'Plans', extensions: ['plan.json', 'plan.yaml', 'plan.yml', 'json', 'yaml', 'yml'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
  file: { title: 'Choose a file', buttonLabel: 'Choose', properties: ['openFile'] },
}

function findOwner(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
}

/** Asks for a folder, manifest, plan or file in the system's dialog; null when it was dismissed. */
export async function pickPath(type: 'folder' | 'manifest' | 'plan' | 'file'): Promise<string | null> {
  const owner = findOwner()
  const options = optionsByType[type]
  const answer =
    owner === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(owner, options)
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

/**
 * Asks where a new file goes; null when it was dismissed. Windows and macOS ask before a file is replaced; GTK does so when
 * told to.
 */
export async function pickNewFile(suggestedName: string): Promise<string | null> {
  const owner = findOwner()
  const options: SaveDialogOptions = {
    title: 'Export a report',
    buttonLabel: 'Export',
    defaultPath: suggestedName,
    filters: [{ name: 'All files', extensions: ['*'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
  const answer =
    owner === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(owner, options)
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}
