import { app, dialog, type BrowserWindow } from 'electron'

const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Asks before a window takes work with it that goes on. A signal is not asked about. */
export class QuitQuestion {
  private readonly isWorkGoingOn: () => boolean
  private isSettled = false
  private isAsking = false

  constructor(isWorkGoingOn: () => boolean) {
    this.isWorkGoingOn = isWorkGoingOn
    for (const signal of endSignals) process.on(signal, () => this.quit())
  }

  /** Also hears of quitting, which closes the windows first. */
  guard(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.isSettled || !this.isWorkGoingOn()) return
      event.preventDefault()
      void this.ask(window)
    })
    // Windows ends the session whatever is answered here.
    window.on('query-session-end', () => (this.isSettled = true))
  }

  private async ask(window: BrowserWindow): Promise<void> {
    if (this.isAsking) return
    this.isAsking = true
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: 'Assay is still working.',
      detail: 'Quitting stops what is running.',
      buttons: ['Quit', 'Keep Working'],
      defaultId: 1,
      cancelId: 1,
    })
    this.isAsking = false
    if (response === 0) this.quit()
  }

  private quit(): void {
    this.isSettled = true
    app.quit()
  }
}

/** Running work is cancelled and its files put in order before the process ends. */
export function closeBeforeQuit(close: () => Promise<void>): void {
  let closing: Promise<void> | undefined
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    closing ??= endWith(close).then(() => {
      isClosed = true
      app.quit()
    })
  })
}

async function endWith(close: () => Promise<void>): Promise<void> {
  try {
    await close()
  } catch (error) {
    process.stderr.write(`assay: not everything could be closed: ${String(error)}\n`)
  }
}
