import type { CliStream } from '../streams.ts'

export interface Colours {
  red(text: string): string
  yellow(text: string): string
  green(text: string): string
  bold(text: string): string
  dim(text: string): string
}

/** Colours are for terminals, and never where NO_COLOR is set to anything (no-color.org). */
export function coloursFor(stream: CliStream, variables: NodeJS.ProcessEnv): Colours {
  const isColoured = stream.isTty && !variables['NO_COLOR'] && variables['TERM'] !== 'dumb'
  const paint = (open: number, close: number) => (text: string) =>
    isColoured ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return { red: paint(31, 39), yellow: paint(33, 39), green: paint(32, 39), bold: paint(1, 22), dim: paint(2, 22) }
}
