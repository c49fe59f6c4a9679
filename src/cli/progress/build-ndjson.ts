import type { BuildEvent, CellBuild, TimeLeft } from '../../engine/index.ts'
import type { CliStream } from '../streams.ts'
import type { BuildDisplay } from './build-display.ts'
import { LineGate } from './line-gate.ts'

const itemsEveryMs = 100

/** One JSON object a line, for programs; names are exact. */
export function createBuildNdjson(stream: CliStream): BuildDisplay {
  const toLine = (record: Readonly<Record<string, unknown>>): string => `${JSON.stringify(record)}\n`
  const gate = new LineGate(stream, (count) => toLine({ type: 'left-out', count }))
  const print = (record: Readonly<Record<string, unknown>>): void => gate.send(toLine(record))
  const itemsMs = new Map<string, number>()
  return {
    begin: (totalCount, timeLeft) => print({ type: 'selected', count: totalCount, ...toTimeJson(timeLeft) }),
    update(permutationId, event) {
      const nowMs = performance.now()
      if (event.kind === 'items' && nowMs - (itemsMs.get(permutationId) ?? -itemsEveryMs) < itemsEveryMs) return
      if (event.kind === 'items') itemsMs.set(permutationId, nowMs)
      if (event.kind === 'message') gate.offer(toLine(toEventJson(permutationId, event)))
      else print(toEventJson(permutationId, event))
    },
    endBuild(build, timeLeft) {
      itemsMs.delete(build.permutation.permutationId)
      print({ ...toEndJson(build), ...toTimeJson(timeLeft) })
    },
    end: () => undefined,
  }
}

function toTimeJson({ timeLeftMs, unknownCount }: TimeLeft): Readonly<Record<string, unknown>> {
  return { time_left_ms: timeLeftMs === null ? null : Math.round(timeLeftMs), unknown_count: unknownCount }
}

function toEventJson(id: string, event: BuildEvent): Readonly<Record<string, unknown>> {
  const base = { permutation_id: id }
  switch (event.kind) {
    case 'started':
      return { type: 'started', ...base, run_id: event.runId, attempt: event.attempt, phases_done: event.phasesDone }
    case 'phase':
      return {
        type: 'phase',
        ...base,
        phase: event.phase,
        name: event.name,
        status: event.isCompleted ? 'completed' : 'started',
      }
    case 'items':
      return { type: 'items', ...base, done: event.done, total: event.total }
    case 'message':
      return { type: 'message', ...base, level: event.level.toLowerCase(), message: event.text }
    case 'finishing':
      return { type: 'finishing', ...base }
  }
}

function toEndJson({ permutation, outcome, runId, error }: CellBuild): Readonly<Record<string, unknown>> {
  const failure = error === null ? {} : { code: error.code, message: error.message }
  return { type: 'ended', permutation_id: permutation.permutationId, outcome, run_id: runId, ...failure }
}
