import { z } from 'zod'

/** A path the user chose, as an opaque token: the renderer can pass it back and cannot make one up. */
export const locationSchema = z.strictObject({ token: z.string(), displayPath: z.string() })
export type Location = z.infer<typeof locationSchema>
