import { z } from 'zod'
import { formatTimestampNs, parseTimestampNs } from '../table/timestamp.ts'

/** An ISO 8601 time with an offset, as UTC with as many fraction digits as it came with. */
const utcTime = z.string().transform((text, context) => {
  const ns = parseTimestampNs(text)
  if (ns !== undefined) return shortenTime(formatTimestampNs(ns))
  context.addIssue({ code: 'custom', message: 'expected an ISO 8601 time with Z or an offset' })
  return z.NEVER
})

/** With three fraction digits, or six or nine where the rest says something. */
function shortenTime(text: string): string {
  return text.replace(/(?:000){1,2}Z$/u, 'Z')
}

const count = z.number().int().nonnegative()

const eventSchema = z.looseObject({
  run_id: z.string().optional(),
  timestamp: utcTime,
  event_type: z.string().min(1).max(1000),
  data: z.record(z.string(), z.unknown()).default({}),
})

/** A run log as `docs/formats.md`, "Run log", has it; other programs' further keys are kept. */
export const runLogSchema = z.looseObject({
  run_id: z.string().min(1).max(200),
  status: z.string().min(1).max(100),
  start_time: utcTime,
  end_time: utcTime,
  duration_ms: z.number().nonnegative().max(Number.MAX_SAFE_INTEGER),
  event_count: count,
  error_count: count,
  events: z.array(eventSchema),
})
export type RunLog = z.infer<typeof runLogSchema>
