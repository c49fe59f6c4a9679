import { z } from 'zod'
import { locationSchema } from '../model/location.ts'

export const nothing = z.strictObject({})
export const token = z.string().min(1).max(128)
export const id = z.string().min(1).max(256)
export const windowOffset = z.number().int().nonnegative()
export const windowLimit = z.number().int().positive().max(500)
export const runRef = z.strictObject({ runId: id })
export const viewRef = z.strictObject({ viewId: id })
/** A side to compare: a manifest of the library, or a folder or manifest that was picked, dropped or compared before. */
export const sideRef = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('manifest'), manifestId: id }),
  z.strictObject({ type: z.literal('location'), token }),
])
/** Rows of a comparison by their numbers; null for all that the query shows. */
export const chosenRows = z.array(z.number().int().nonnegative()).max(10_000).nullable()
export const reportSubject = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run'), runId: id }),
  z.strictObject({ type: z.literal('manifest'), manifestId: id }),
])
/** Where a new file goes: a folder that was picked, and a name without any path. */
export const newFile = z.strictObject({
  folderToken: token,
  fileName: z.string().min(1).max(255),
  /** Whether the user agreed to replace a file of that name. */
  isReplacing: z.boolean(),
})
export const writtenFile = z.strictObject({ location: locationSchema, sizeBytes: z.number(), sha256: z.string() })
