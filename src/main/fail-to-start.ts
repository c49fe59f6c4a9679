import { app, dialog } from 'electron'

/** Says why the app cannot start, and ends it. Before the app is ready Linux would show nothing. */
export function failToStart(reason: string): void {
  void app.whenReady().then(() => {
    dialog.showErrorBox('Assay cannot start', reason)
    app.exit(1)
  })
}
