import { browserHost, startServer } from '../../server/index.ts'
import { createServices } from '../../services/create-services.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { ServeArguments } from '../parse/parsed-command.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { openBrowser } from './open-browser.ts'

/** `assay serve`: prints the address and serves until Ctrl+C. */
export async function runServe(args: ServeArguments, context: CommandContext): Promise<ExitCode> {
  const { streams, environment } = context
  const { signal } = environment
  const server = await startServer({
    services: (onEvent) =>
      createServices({
        workspace: workspaceOf(context),
        version: environment.toolVersion,
        host: browserHost,
        onEvent,
        ...(args.folder === undefined ? {} : { startFolder: resolvePath(context, args.folder) }),
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

function waitForAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
