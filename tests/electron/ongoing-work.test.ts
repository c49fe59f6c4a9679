import { beforeEach, describe, expect, it, vi } from 'vitest'
import { OngoingWork } from '../../src/main/ongoing-work.ts'
import type { EmitEvent } from '../../src/services/host-port.ts'
import { powerSaveBlocker, resetElectron } from './electron-stand-in.ts'
import { waitFor } from '../helpers/wait-for.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

const plansChanged = { planId: null, isPlanNew: false }
let buildCount: number
let work: OngoingWork
let passedOn: string[]
let emit: EmitEvent

function tell(runId: string, state: string, kind = 'snapshot'): void {
  emit('run.changed', { runId, kind, state } as never)
}

const blockers = () => [...powerSaveBlocker.started.values()]

beforeEach(() => {
  resetElectron()
  buildCount = 0
  passedOn = []
  work = new OngoingWork(async () => buildCount)
  emit = work.follow((channel) => void passedOn.push(channel))
})

describe('work that goes on', () => {
  it('keeps the computer awake, once, until the last of it has ended', () => {
    tell('a', 'running')
    tell('b', 'running')
    expect([work.isGoingOn, blockers()]).toEqual([true, ['prevent-app-suspension']])
    tell('a', 'completed')
    expect(blockers()).toHaveLength(1)
    tell('b', 'failed')
    expect([work.isGoingOn, blockers()]).toEqual([false, []])
    expect(passedOn).toHaveLength(4)
  })

  it('is there while it is paused, and lets the computer sleep', () => {
    tell('a', 'running')
    tell('a', 'paused')
    expect([work.isGoingOn, blockers()]).toEqual([true, []])
    tell('a', 'running')
    expect(blockers()).toHaveLength(1)
  })

  it('is no watch, which has no end', () => {
    tell('a', 'running', 'watch')
    expect([work.isGoingOn, blockers()]).toEqual([false, []])
  })

  it('is a build, too', async () => {
    buildCount = 2
    emit('plans.changed', plansChanged)
    await waitFor(() => expect([work.isGoingOn, blockers()]).toEqual([true, ['prevent-app-suspension']]))
    buildCount = 0
    emit('plans.changed', plansChanged)
    await waitFor(() => expect([work.isGoingOn, blockers()]).toEqual([false, []]))
  })

  it('is over when nobody can tell of builds any more', async () => {
    let count = async (): Promise<number> => 1
    work = new OngoingWork(() => count())
    emit = work.follow(() => undefined)
    emit('plans.changed', plansChanged)
    await waitFor(() => expect(work.isGoingOn).toBe(true))
    count = () => Promise.reject(new Error('the thread is gone'))
    emit('plans.changed', plansChanged)
    await waitFor(() => expect(work.isGoingOn).toBe(false))
  })
})
