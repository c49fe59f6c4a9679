import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { dispatch } from '../services/dispatch.ts'
import type { Handlers } from '../services/handlers.ts'
import { AppError } from '../shared/errors/app-error.ts'
import { toWireError } from '../shared/errors/wire-error.ts'
import { dropChannel, requestChannels } from '../shared/ipc/channels.ts'
import type { Envelope } from '../shared/ipc/envelope.ts'
import type { Location } from '../shared/ipc/library-schemas.ts'
import { isAppUrl } from './app-origin.ts'

type Answer = (input: unknown) => Promise<Envelope<unknown>>

const dropSchema = z.strictObject({ path: z.string() })

export interface IpcOptions {
  readonly handlers: Handlers
  readonly issueLocation: (path: string) => Location
  readonly developmentUrl: string | undefined
}

/** Answers every request of the contract to the app's own page, and to nobody else. */
export function answerRequests(options: IpcOptions): void {
  const answers: [string, Answer][] = requestChannels.map((channel) => [
    channel,
    (input) => dispatch(options.handlers, channel, input),
  ])
  answers.push([dropChannel, (input) => answerDrop(input, options.issueLocation)])
  for (const [channel, answer] of answers) {
    ipcMain.handle(channel, (event, input: unknown) =>
      isTrusted(event, options.developmentUrl) ? answer(input) : refuse(channel, event),
    )
  }
}

function isTrusted(event: IpcMainInvokeEvent, developmentUrl: string | undefined): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isAppUrl(frame.url, developmentUrl)
}

function refuse(channel: string, event: IpcMainInvokeEvent): Envelope<never> {
  process.stderr.write(`assay: refused ${channel} from ${event.senderFrame?.url ?? 'a frame that is gone'}\n`)
  return failure('permission-denied', channel, 'Only the app itself may ask for this.')
}

async function answerDrop(input: unknown, issueLocation: (path: string) => Location): Promise<Envelope<Location>> {
  const parsed = dropSchema.safeParse(input)
  if (!parsed.success || parsed.data.path === '') {
    return failure('bad-usage', 'find the dropped folder', 'What was dropped is no file or folder of this machine.')
  }
  return { ok: true, value: issueLocation(parsed.data.path) }
}

function failure(code: 'permission-denied' | 'bad-usage', operation: string, message: string): Envelope<never> {
  return { ok: false, error: toWireError(new AppError({ code, operation, message })) }
}
