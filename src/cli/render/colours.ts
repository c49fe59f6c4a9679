import type { CliStream } from '../streams.ts'

type Paint = (text: string) => string

export interface Colours {
  readonly red: Paint
  readonly yellow: Paint
  readonly green: Paint
  readonly bold: Paint
  readonly dim: Paint
}

/** Colours are for terminals, and never where NO_COLOR is set to anything (no-color.org). */
export function coloursFor(stream: CliStream, variables: NodeJS.ProcessEnv): Colours {
  const isColoured = stream.isTty && !variables['NO_COLOR'] && variables['TERM'] !== 'dumb'
  const paint = (open: number, close: number) => (text: string) =>
    isColoured ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return { red: paint(31, 39), yellow: paint(33, 39), green: paint(32, 39), bold: paint(1, 22), dim: paint(2, 22) }
}
