import { AppError } from '../shared/errors/app-error.ts'

/** One output of the command line; the process's own, or a test's. */
export interface CliStream {
  readonly isTty: boolean
  /** Width in columns; read anew each time, because terminals are resized. */
  readonly columns: number
  /** Resolves once the text has left the process. Errors: `write-failed`; a reader that went away is no error. */
  write(text: string): Promise<void>
  /** True once the reader went away (`| head`): what is written goes nowhere. */
  readonly isClosed: boolean
}

export interface CliStreams {
  /** The result, and nothing else. */
  readonly stdout: CliStream
  /** Progress and messages. */
  readonly stderr: CliStream
}

/** What a command needs to know of the process it runs in. */
export interface CliEnvironment {
  readonly variables: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly workingDirectory: string
  readonly toolVersion: string
  /** The program itself, as it was started. */
  readonly scriptPath: string
  /** The folder of the built renderer. */
  readonly rendererDirectory: string
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
  /** Names a folder this run writes into, so that nothing half-written stays there should the process be ended. */
  readonly addOutputFolder: (folder: string) => void
  /** Of work that takes longer to stop: so long it has after Ctrl+C, and this is done before it is ended by force. */
  readonly extendGrace: (graceMs: number, beforeForce: () => void) => void
}

const defaultColumns = 80

function isReaderGone(error: NodeJS.ErrnoException | null | undefined): boolean {
  // EOF is how Windows says EPIPE, for some of its pipes.
  return error?.code === 'EPIPE' || error?.code === 'EOF' || error?.code === 'ERR_STREAM_DESTROYED'
}

function toWriteError(cause: NodeJS.ErrnoException): AppError {
  const message = `The result could not be written: ${cause.message}.`
  return new AppError({ code: 'write-failed', operation: 'write result', message, cause })
}

/** Wraps a stream of the process. */
export function createProcessStream(stream: NodeJS.WriteStream): CliStream {
  let isClosed = false
  // Without a listener the error of a failed write would end the process with a stack trace.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isClosed ||= isReaderGone(error)
  })
  return {
    isTty: stream.isTTY,
    get columns() {
      return stream.columns || defaultColumns
    },
    get isClosed() {
      return isClosed
    },
    write(text) {
      if (isClosed) return Promise.resolve()
      return new Promise((resolve, reject) => {
        stream.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
          isClosed ||= isReaderGone(error)
          if (!error || isClosed) resolve()
          else reject(toWriteError(error))
        })
      })
    },
  }
}
