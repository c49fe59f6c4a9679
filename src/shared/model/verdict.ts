import { z } from 'zod'
import { entrySchema } from './entry.ts'

/** Every verdict, loudest first: the order in which findings are shown. */
export const verdicts = [
  'suspected-corruption',
  'unreadable',
  'changed-while-reading',
  'edited',
  'changed',
  'kind-changed',
  'removed',
  'moved',
  'ambiguous-move',
  'added',
  'unverifiable',
  'touched',
  'unchanged',
] as const

export const verdictSchema = z.enum(verdicts)
export type Verdict = z.infer<typeof verdictSchema>

export const verdictCountsSchema = z.partialRecord(verdictSchema, z.number())
export type VerdictCounts = z.infer<typeof verdictCountsSchema>

/** One verdict with its evidence. `path` is the right side's (the left's when removed), `fromPath` the left's of a move. */
export const findingSchema = z.strictObject({
  verdict: verdictSchema,
  path: z.string(),
  fromPath: z.string().optional(),
  /** Number of the ambiguous group, shared by its members. */
  group: z.number().optional(),
  left: entrySchema.optional(),
  right: entrySchema.optional(),
  evidence: z.string(),
})
export type Finding = z.infer<typeof findingSchema>

const quietVerdicts: ReadonlySet<Verdict> = new Set(['unchanged'])
const incompleteVerdicts: ReadonlySet<Verdict> = new Set(['unreadable', 'changed-while-reading'])

/** Whether a person must look at it; `touched` counts only under `--strict`. */
export function isFinding(verdict: Verdict, isStrict: boolean): boolean {
  return !quietVerdicts.has(verdict) && (isStrict || verdict !== 'touched')
}

/** Whether the verdict means that something could not be read, so that the run is incomplete. */
export function isIncomplete(verdict: Verdict): boolean {
  return incompleteVerdicts.has(verdict)
}
