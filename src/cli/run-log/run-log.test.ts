import { expect, it } from 'vitest'
import { RunLog } from './run-log.ts'

/** A clock that moves on by 10 ms each time it is read. */
function steppingClock(): () => Date {
  let timeMs = Date.parse('2026-11-20T21:25:01Z') - 10
  return () => new Date((timeMs += 10))
}

function parse(text: string): Record<string, unknown> & { events: { event_type: string; data: object }[] } {
  return JSON.parse(text)
}

it('has the keys of a run log in their order, and counts its events and errors', () => {
  const log = new RunLog({ command: 'snapshot' }, steppingClock())
  log.addError({ path: 'x/a', code: 'EACCES', message: 'permission denied' })
  log.addWarning('two names differ only in case')
  const written = parse(log.finish('completed-with-errors', 'run_1'))
  expect(Object.keys(written).join()).toBe(
    'run_id,status,start_time,end_time,duration_ms,event_count,error_count,events',
  )
  expect(written).toMatchObject({ run_id: 'run_1', status: 'completed-with-errors', error_count: 1, event_count: 4 })
  expect(written['start_time']).toBe('2026-11-20T21:25:01.000Z')
  expect(written['duration_ms']).toBeGreaterThan(0)
  expect(written.events.map((event) => event.event_type)).toEqual(['run_started', 'error', 'warning', 'run_finished'])
  expect(written.events[1]).toEqual({
    run_id: 'run_1',
    timestamp: '2026-11-20T21:25:01.020Z',
    event_type: 'error',
    data: { message: 'permission denied', code: 'EACCES', path: 'x/a' },
  })
})

it('logs one summary for each thousand items, however seldom it hears of them', () => {
  const log = new RunLog({})
  for (const filesDone of [400, 999, 1000, 1500, 4200]) log.addProgress({ filesDone, bytesDone: 1, errorCount: 0 })
  const events = parse(log.finish('completed')).events.filter((event) => event.event_type === 'items_processed')
  expect(events.map((event) => (event.data as { items_done: number }).items_done)).toEqual([1000, 2000, 3000, 4000])
})

it('makes up a run id of 8 hex characters where none is known', () => {
  expect(parse(new RunLog({}).finish('failed'))['run_id']).toMatch(/^[0-9a-f]{8}$/u)
})
