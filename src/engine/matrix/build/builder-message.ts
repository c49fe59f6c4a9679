import { z } from 'zod'
import type { BuildLogLevel } from '../staging/log-line.ts'

/** One line of a builder's output, as it is meant. */
export type BuilderMessage =
  | { readonly kind: 'phase'; readonly phase: number; readonly name: string | undefined; readonly isCompleted: boolean }
  | { readonly kind: 'log'; readonly level: BuildLogLevel; readonly text: string }
  | { readonly kind: 'items'; readonly done: number; readonly total: number | null }

const levels = { debug: 'DEBUG', info: 'INFO', warning: 'WARNING', error: 'ERROR' } as const

const phaseSchema = z.object({
  phase: z.number().int().positive(),
  name: z.string().optional(),
  status: z.enum(['started', 'completed']),
})
const logSchema = z.object({ level: z.enum(['debug', 'info', 'warning', 'error']), message: z.string() })
const amount = z.number().nonnegative()
const itemsSchema = z.object({ progress: z.object({ done: amount, total: amount.nullable().optional() }) })

/** Reads a line of stdout: one of the JSON objects of docs/formats.md, "Builders", else a plain line at INFO. */
export function readBuilderMessage(line: string): BuilderMessage {
  const value = line.startsWith('{') ? parseJson(line) : undefined
  // Most lines are plain ones, and builders print millions of them.
  if (value === undefined) return { kind: 'log', level: 'INFO', text: line }
  const phase = phaseSchema.safeParse(value)
  if (phase.success) {
    const { phase: number, name, status } = phase.data
    return { kind: 'phase', phase: number, name, isCompleted: status === 'completed' }
  }
  const log = logSchema.safeParse(value)
  if (log.success) return { kind: 'log', level: levels[log.data.level], text: log.data.message }
  const items = itemsSchema.safeParse(value)
  if (items.success) return { kind: 'items', done: items.data.progress.done, total: items.data.progress.total ?? null }
  return { kind: 'log', level: 'INFO', text: line }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // A line that only looks like JSON is a plain line.
    return undefined
  }
}
