import { isFolderPresent } from '../../engine/index.ts'
import { browserHost, startServer } from '../../server/index.ts'
import { createServices } from '../../services/create-services.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { ServeArguments } from '../parse/parsed-command.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { openBrowser } from './open-browser.ts'

/** `assay serve`: prints the address and serves until Ctrl+C. */
export async function runServe(args: ServeArguments, context: CommandContext): Promise<ExitCode> {
  const { streams, environment } = context
  const { signal } = environment
  const folder = await resolveFolder(args, context)
  const server = await startServer({
    services: (onEvent) =>
      createServices({
        workspace: workspaceOf(context),
        version: environment.toolVersion,
        host: browserHost,
        onEvent,
        ...(folder === undefined ? {} : { startFolder: folder }),
      }),
    rendererDirectory: environment.rendererDirectory,
    port: args.port,
  })
  try {
    await streams.stdout.write(`${server.url}\n`)
    await streams.stderr.write('Assay runs at this address, for this machine only. Ctrl+C ends it.\n')
    if (args.isOpenedInBrowser && !(await openBrowser(server.url, environment.platform))) {
      await streams.stderr.write('assay: no program to open a browser with was found: open the address by hand.\n')
    }
    await waitForAbort(signal)
  } finally {
    await server.close()
  }
  return exitCodes.interrupted
}

/** Checked before anything is served: an app that opens on a failed run helps nobody. */
async function resolveFolder(args: ServeArguments, context: CommandContext): Promise<string | undefined> {
  if (args.folder === undefined) return undefined
  const path = resolvePath(context, args.folder)
  if (await isFolderPresent(path)) return path
  const message = `There is no folder ${path}.`
  throw new AppError({ code: 'not-found', operation: 'serve folder', path, message })
}

function waitForAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
