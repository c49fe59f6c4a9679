import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeBeforeQuit, QuitQuestion } from '../../src/main/quit.ts'
import { app, BrowserWindow, dialog, resetElectron } from './electron-stand-in.ts'
import { waitFor } from '../helpers/wait-for.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

const quitButton = 0
const keepButton = 1
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

let isWorking: boolean
let window: BrowserWindow
const onSignal = new Map<string, () => void>()

beforeEach(() => {
  resetElectron()
  isWorking = true
  vi.spyOn(process, 'on').mockImplementation((signal: string | symbol, listener: () => void) => {
    onSignal.set(String(signal), listener)
    return process
  })
  window = new BrowserWindow()
  new QuitQuestion(() => isWorking).guard(window as never)
})

afterEach(() => vi.restoreAllMocks())

/** Whether a window that is asked to close does. */
function closes(): boolean {
  let isPrevented = false
  window.emit('close', { preventDefault: () => (isPrevented = true) })
  return !isPrevented
}

describe('closing the window', () => {
  it('asks nothing while nothing goes on', () => {
    isWorking = false
    expect([closes(), dialog.asked]).toEqual([true, []])
  })

  it('asks while work goes on, and leaves all as it is when that is the answer', async () => {
    dialog.response = keepButton
    expect(closes()).toBe(false)
    await waitFor(() => expect(dialog.asked).toHaveLength(1))
    expect(dialog.asked[0]).toMatchObject({
      buttons: ['Quit', 'Keep Working'],
      defaultId: keepButton,
      cancelId: keepButton,
    })
    expect([app.quitCount, closes()]).toEqual([0, false])
  })

  it('asks once at a time, and quits when that is the answer', async () => {
    dialog.response = quitButton
    expect([closes(), closes()]).toEqual([false, false])
    await waitFor(() => expect(app.quitCount).toBe(1))
    expect([dialog.asked.length, closes()]).toEqual([1, true])
  })

  it.each(endSignals)('is not asked about when %s ends the app', (signal) => {
    onSignal.get(signal)?.()
    expect([app.quitCount, closes(), dialog.asked]).toEqual([1, true, []])
  })

  it('is not asked about when Windows ends the session', () => {
    window.emit('query-session-end', {})
    expect([closes(), dialog.asked]).toEqual([true, []])
  })
})

describe('the end of the app', () => {
  /** Whether the app may end now. */
  function mayEnd(): boolean {
    let isPrevented = false
    app.emit('will-quit', { preventDefault: () => (isPrevented = true) })
    return !isPrevented
  }

  it('waits until everything is closed, which it is once, however often somebody quits', async () => {
    const waiting: (() => void)[] = []
    closeBeforeQuit(() => new Promise((resolve) => waiting.push(resolve)))
    expect([mayEnd(), mayEnd()]).toEqual([false, false])
    for (const resolve of waiting) resolve()
    await waitFor(() => expect(app.quitCount).toBe(1))
    expect([waiting.length, mayEnd()]).toEqual([1, true])
  })

  it('comes although something could not be closed, which is told', async () => {
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    closeBeforeQuit(() => Promise.reject(new Error('a thread hangs')))
    expect(mayEnd()).toBe(false)
    await waitFor(() => expect(app.quitCount).toBe(1))
    expect(told).toHaveBeenCalledWith(expect.stringContaining('a thread hangs'))
    expect(mayEnd()).toBe(true)
  })
})
