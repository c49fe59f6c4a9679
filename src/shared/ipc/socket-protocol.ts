import { z } from 'zod'
import { wireErrorSchema } from '../errors/wire-error.ts'
import { eventChannels } from './channels.ts'

/** Where the browser host takes WebSocket connections. */
export const socketPath = '/socket'

/** The largest message the browser host reads; a larger one ends the connection. */
export const maxMessageBytes = 1024 * 1024

const messageId = z.number().int().nonnegative()

/** Renderer to host: one request of the contract; `id` comes back with its answer. */
export const requestMessageSchema = z.strictObject({ id: messageId, channel: z.string().max(128), input: z.unknown() })
export type RequestMessage = z.infer<typeof requestMessageSchema>

const envelopeSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: wireErrorSchema }),
])

/** Host to renderer: the answer to a request. The id is null when the request was too broken to have one. */
export const responseMessageSchema = z.strictObject({ id: messageId.nullable(), envelope: envelopeSchema })
export type ResponseMessage = z.infer<typeof responseMessageSchema>

/** Host to renderer: something happened. */
export const eventMessageSchema = z.strictObject({ event: z.enum(eventChannels), payload: z.unknown() })
export type EventMessage = z.infer<typeof eventMessageSchema>

export const hostMessageSchema = z.union([responseMessageSchema, eventMessageSchema])
export type HostMessage = z.infer<typeof hostMessageSchema>
