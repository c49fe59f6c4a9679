import { basename } from 'node:path'
import { BrowserWindow, Notification } from 'electron'
import type { EmitEvent } from '../services/host-port.ts'
import type { RunSnapshot } from '../shared/model/run.ts'
import { focusWindow } from './window.ts'

/** Shorter work ends before anybody has turned away. */
const longWorkMs = 5000

const shown = new Set<Notification>()

/** Passes events on, and tells of the end of long work through the system while no window of the app has the focus. */
export function withRunNotices(emit: EmitEvent, wantsNotice: () => Promise<boolean>): EmitEvent {
  const told = new Set<string>()
  return (channel, payload) => {
    emit(channel, payload)
    const run = channel === 'run.changed' ? (payload as RunSnapshot) : null
    if (run === null || told.has(run.runId) || !isWorthTelling(run)) return
    told.add(run.runId)
    void wantsNotice().then((isWanted) => {
      if (isWanted) show(run)
    })
  }
}

function isWorthTelling(run: RunSnapshot): boolean {
  const hasEnded = run.state === 'completed' || run.state === 'failed'
  return hasEnded && run.progress.elapsedMs >= longWorkMs && BrowserWindow.getFocusedWindow() === null
}

function show(run: RunSnapshot): void {
  if (!Notification.isSupported()) return
  const notice = new Notification({ title: describeEnd(run), body: basename(run.directory) })
  // One that is collected as garbage no longer hears of a click.
  shown.add(notice)
  notice.on('close', () => shown.delete(notice))
  notice.on('click', () => {
    shown.delete(notice)
    const window = BrowserWindow.getAllWindows()[0]
    if (window !== undefined) focusWindow(window)
  })
  notice.show()
}

const words: Readonly<
  Record<RunSnapshot['kind'], { readonly work: string; readonly done: string; readonly clean: string }>
> = {
  snapshot: { work: 'Snapshot', done: 'Snapshot done', clean: 'Snapshot done' },
  verify: { work: 'Verify', done: 'Verified', clean: 'Verified: everything is as it was' },
  compare: { work: 'Compare', done: 'Compared', clean: 'Compared: both sides are the same' },
  watch: { work: 'Watch', done: 'Watch ended', clean: 'Watch ended: everything is as it was' },
}

function describeEnd({ kind, state, result }: RunSnapshot): string {
  const { work, done, clean } = words[kind]
  if (state === 'failed') return `${work} failed`
  if (result === undefined || result.kind === 'snapshot') return done
  if (result.status === 'clean') return clean
  if (result.status === 'incomplete') return `${work} is incomplete`
  return result.findingCount === 1 ? `${done}: 1 finding` : `${done}: ${result.findingCount} findings`
}
