import { fileURLToPath } from 'node:url'
import { installInterruption } from './interruption.ts'
import { main } from './main.ts'
import { createProcessStream } from './streams.ts'

/** Runs the command line in this process and ends it. */
export async function runProcess(argv: readonly string[], toolVersion: string, rendererUrl: URL): Promise<void> {
  const interruption = installInterruption()
  const streams = { stdout: createProcessStream(process.stdout), stderr: createProcessStream(process.stderr) }
  const exitCode = await main(argv, streams, {
    variables: process.env,
    platform: process.platform,
    workingDirectory: process.cwd(),
    toolVersion,
    scriptPath: process.argv[1] ?? '',
    rendererDirectory: fileURLToPath(rendererUrl),
    signal: interruption.signal,
    addOutputFolder: interruption.addOutputFolder,
    extendGrace: interruption.extendGrace,
  })
  process.exitCode = exitCode
  // After Ctrl+C the process ends as soon as its worker threads have, or by the interruption's own deadline: exiting here
  // would wait for a thread that hangs.
  if (!interruption.signal.aborted) process.exit()
}
