import { escapeText } from '../../../shared/text/escape-name.ts'

export const buildLogLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const
export type BuildLogLevel = (typeof buildLogLevels)[number]

const maxLineLength = 8192
const maxMessageLines = 200
const continuation = '    '
const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d) \[(DEBUG|INFO|WARNING|ERROR)\] (.*)$/su

/** How grave, from 0. */
export function gravityOf(level: BuildLogLevel): number {
  return buildLogLevels.indexOf(level)
}

/**
 * One entry of a build log with its line end: `YYYY-MM-DDTHH:MM:SS [LEVEL] message`, UTC. Further lines of a message are
 * indented, so that none passes for an entry; what a terminal would act on is escaped; very long ones are cut.
 */
export function formatLogEntry(level: BuildLogLevel, message: string, at: Date): string {
  const lines = message.replace(/[\r\n]+$/u, '').split(/\r\n|[\r\n]/u)
  const shown = lines.slice(0, maxMessageLines).map(shorten)
  const hidden = lines.length - shown.length
  if (hidden > 0) shown.push(`… ${hidden} more lines`)
  return `${at.toISOString().slice(0, 19)} [${level}] ${shown.join(`\n${continuation}`)}\n`
}

function shorten(line: string): string {
  const hidden = line.length - maxLineLength
  const shown = hidden > 0 ? `${line.slice(0, maxLineLength)}… ${hidden} more characters` : line
  return shown.split('\t').map(escapeText).join('\t')
}

/** The head of an entry; undefined for a further line of one. */
export function parseLogLine(line: string): { timeMs: number; level: BuildLogLevel; text: string } | undefined {
  const [, time, name, text] = pattern.exec(line) ?? []
  const level = buildLogLevels.find((known) => known === name)
  if (time === undefined || level === undefined || text === undefined) return undefined
  const timeMs = Date.parse(`${time}Z`)
  return Number.isNaN(timeMs) ? undefined : { timeMs, level, text }
}
