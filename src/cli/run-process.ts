import { fileURLToPath } from 'node:url'
import { installInterruption } from './interruption.ts'
import { main } from './main.ts'
import { createProcessStream } from './streams.ts'

/** Runs the command line in this process and ends it. */
export async function runProcess(argv: readonly string[], toolVersion: string, rendererUrl: URL): Promise<never> {
  const interruption = installInterruption()
  const streams = { stdout: createProcessStream(process.stdout), stderr: createProcessStream(process.stderr) }
  const exitCode = await main(argv, streams, {
    variables: process.env,
    platform: process.platform,
    workingDirectory: process.cwd(),
    toolVersion,
    rendererDirectory: fileURLToPath(rendererUrl),
    signal: interruption.signal,
    addOutputFolder: interruption.addOutputFolder,
  })
  // Everything is written and flushed: worker threads of an interrupted run are not waited for.
  process.exit(exitCode)
}
