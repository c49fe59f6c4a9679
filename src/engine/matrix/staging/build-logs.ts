import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs'
import { dropLogMiddle, type LogLimits } from './drop-log-middle.ts'
import { formatLogEntry, gravityOf, type BuildLogLevel } from './log-line.ts'
import type { LogFileLevel } from './staging-paths.ts'

const flushBytes = 64 * 1024
const mebibyte = 1024 * 1024
/** Each of the three; more than anybody reads, and less than a builder that prints in a loop fills a disk with. */
const usualLimits: LogLimits = { maxBytes: 64 * mebibyte, keptBytes: 16 * mebibyte }
const leastLevel: Readonly<Record<LogFileLevel, BuildLogLevel>> = { debug: 'DEBUG', info: 'INFO', error: 'ERROR' }

/** One file, opened at the first entry for it and appended to; what is too much of it goes from its middle. */
class LogFile {
  private readonly path: string
  private readonly level: BuildLogLevel
  private readonly limits: LogLimits
  private descriptor: number | undefined
  private pending = ''
  /** Said before the first entry. */
  private heading: string

  /** In the file, those of attempts before included. */
  private sizeBytes = 0

  constructor(path: string, heading: string, level: BuildLogLevel, limits: LogLimits) {
    this.path = path
    this.heading = heading
    this.level = level
    this.limits = limits
  }

  add(entry: string): void {
    this.pending += `${this.heading}${entry}`
    this.heading = ''
    if (this.pending.length >= flushBytes) this.flush()
  }

  flush(): void {
    if (this.pending === '') return
    // oxlint-disable-next-line no-bitwise -- flags of open(2) are combined so
    const fresh = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND
    // A link would lead elsewhere, and a pipe without a reader keep everything waiting.
    const flags = fresh | constants.O_NOFOLLOW | constants.O_NONBLOCK
    if (this.descriptor === undefined) {
      this.descriptor = openSync(this.path, flags, 0o666)
      this.sizeBytes = fstatSync(this.descriptor).size
    }
    const bytes = Buffer.from(this.pending, 'utf8')
    this.pending = ''
    for (let offset = 0; offset < bytes.length;) offset += writeSync(this.descriptor, bytes, offset)
    this.sizeBytes += bytes.length
    if (this.sizeBytes > this.limits.maxBytes) this.sizeBytes = dropLogMiddle(this.path, this.level, this.limits)
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
    this.descriptor = undefined
  }
}

/**
 * The three logs of one attempt at a build, each with its level and those above. What cannot be written is lost, and the
 * first reason kept: a full disk must not end a build that may yet be done.
 */
export class BuildLogs {
  private readonly files: readonly (readonly [LogFileLevel, LogFile])[]
  private readonly now: () => Date
  private firstFailure: unknown

  /**
   * `heading` tells attempts apart, each log with its own level; none for the first, whose logs begin with what happened. A
   * log has it only where it has anything of this attempt.
   */
  constructor(
    paths: Readonly<Record<LogFileLevel, string>>,
    heading: string,
    now: () => Date = () => new Date(),
    limits: LogLimits = usualLimits,
  ) {
    this.now = now
    const create = (level: LogFileLevel) => {
      const headingEntry = heading === '' ? '' : formatLogEntry(leastLevel[level], heading, now())
      return [level, new LogFile(paths[level], headingEntry, leastLevel[level], limits)] as const
    }
    this.files = [create('debug'), create('info'), create('error')]
  }

  /** Why something could not be written; undefined where all was. */
  get failure(): unknown {
    return this.firstFailure
  }

  write(level: BuildLogLevel, message: string): void {
    const entry = formatLogEntry(level, message, this.now())
    for (const [name, file] of this.files) {
      if (gravityOf(level) >= gravityOf(leastLevel[name])) this.attempt(() => file.add(entry))
    }
  }

  /** Puts what was written into the files, for those who follow them. */
  flush(): void {
    for (const [, file] of this.files) this.attempt(() => file.flush())
  }

  close(): void {
    this.flush()
    for (const [, file] of this.files) this.attempt(() => file.close())
  }

  private attempt(write: () => void): void {
    try {
      write()
    } catch (error) {
      this.firstFailure ??= error
    }
  }
}
