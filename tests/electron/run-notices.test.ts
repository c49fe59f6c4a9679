import { beforeEach, describe, expect, it, vi } from 'vitest'
import { withRunNotices } from '../../src/main/run-notices.ts'
import type { EmitEvent } from '../../src/services/host-port.ts'
import type { ComparisonStatus, RunResult, RunSnapshot } from '../../src/shared/model/run.ts'
import { BrowserWindow, Notification, resetElectron } from './electron-stand-in.ts'
import { waitFor } from '../helpers/wait-for.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

const longMs = 60_000

function ended(change: Partial<RunSnapshot> = {}, elapsedMs = longMs): RunSnapshot {
  const progress = {
    phase: 'writing' as const,
    filesDone: 1,
    filesFound: 1,
    filesTotal: 1,
    bytesDone: 1,
    bytesTotal: 1,
    errorCount: 0,
    currentPath: '',
    elapsedMs,
  }
  const base = { runId: 'r1', kind: 'snapshot' as const, state: 'completed' as const, directory: '/data/in' }
  const location = { token: 't', displayPath: base.directory }
  return { ...base, location, startedUtc: '2026-01-01T00:00:00Z', progress, errors: [], counts: {}, ...change }
}

let passedOn: string[]
let window: BrowserWindow

function notices(isWanted = true): EmitEvent {
  const emit: EmitEvent = (channel) => void passedOn.push(channel)
  return withRunNotices(emit, async () => isWanted)
}

const titles = () => Notification.shown.map(({ options }) => options.title)

beforeEach(() => {
  resetElectron()
  passedOn = []
  window = new BrowserWindow()
  window.isFocused = false
})

function compared(status: ComparisonStatus, findingCount: number): RunResult {
  const side = { location: '/a', format: 'folder' as const, fileCount: 1, totalSizeBytes: 1 }
  return {
    kind: 'compare',
    runId: 'r',
    status,
    left: side,
    right: side,
    counts: {},
    findingCount,
    isStrict: false,
    startedUtc: '',
    finishedUtc: '',
    durationMs: 1,
    warnings: [],
  }
}

describe('the end of a run', () => {
  it('is told once through the system while the window is in the background, and passed on', async () => {
    const emit = notices()
    emit('run.changed', ended())
    emit('run.changed', ended())
    await waitFor(() => expect(titles()).toEqual(['Snapshot done']))
    expect(Notification.shown[0]?.options.body).toBe('in')
    expect(passedOn).toEqual(['run.changed', 'run.changed'])
  })

  it.each<[Partial<RunSnapshot>, string]>([
    [{ kind: 'compare', result: compared('clean', 0) }, 'Compared: both sides are the same'],
    [{ kind: 'compare', result: compared('findings', 1) }, 'Compared: 1 finding'],
    [{ kind: 'compare', result: compared('incomplete', 3) }, 'Compare is incomplete'],
    [{ kind: 'compare', state: 'failed' }, 'Compare failed'],
  ])('tells the end of a compare as one: %#', async (change, title) => {
    notices()('run.changed', ended(change))
    await waitFor(() => expect(titles()).toEqual([title]))
  })

  it('brings the window to the front when the notice is clicked', async () => {
    notices()('run.changed', ended({ state: 'failed' }))
    await waitFor(() => expect(titles()).toEqual(['Snapshot failed']))
    Notification.shown[0]?.emit('click')
    expect(window.calls).toEqual(['show', 'focus'])
  })

  it.each<[string, RunSnapshot]>([
    ['was short', ended({}, 100)],
    ['was cancelled', ended({ state: 'cancelled' })],
    ['has not come', ended({ state: 'running' })],
  ])('is not told when it %s', async (_name, run) => {
    const emit = notices()
    emit('run.changed', run)
    emit('run.changed', ended({ runId: 'last' }))
    await waitFor(() => expect(titles()).toHaveLength(1))
  })

  it('is not told to somebody who wants no notices', async () => {
    notices(false)('run.changed', ended())
    notices()('run.changed', ended({ state: 'failed' }))
    await waitFor(() => expect(titles()).toEqual(['Snapshot failed']))
  })

  it('is not told to somebody who looks at the window', async () => {
    window.isFocused = true
    const emit = notices()
    emit('run.changed', ended())
    window.isFocused = false
    emit('run.changed', ended({ runId: 'last', state: 'failed' }))
    await waitFor(() => expect(titles()).toEqual(['Snapshot failed']))
  })
})
