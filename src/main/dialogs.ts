import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'

const optionsByType: Readonly<Record<'folder' | 'manifest', OpenDialogOptions>> = {
  folder: { title: 'Choose a folder', buttonLabel: 'Choose', properties: ['openDirectory'] },
  manifest: {
    title: 'Open a manifest',
    buttonLabel: 'Open',
    properties: ['openFile'],
    filters: [
      { name: 'Manifests', extensions: ['json'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
}

/** Asks for a folder or manifest in the system's dialog; null when it was dismissed. */
export async function pickPath(type: 'folder' | 'manifest'): Promise<string | null> {
  const owner = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  const options = optionsByType[type]
  const answer =
    owner === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(owner, options)
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}
