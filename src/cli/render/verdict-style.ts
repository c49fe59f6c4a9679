import type { Verdict } from '../../shared/model/verdict.ts'
import type { Colours } from './colours.ts'

interface VerdictStyle {
  /** ASCII, so that every terminal and log has it. */
  readonly symbol: string
  readonly colour: 'red' | 'yellow' | 'green' | 'dim'
}

/** Each verdict has its own sign and its word: colour is never the only difference. */
const styles: Readonly<Record<Verdict, VerdictStyle>> = {
  'suspected-corruption': { symbol: '!', colour: 'red' },
  unreadable: { symbol: 'x', colour: 'red' },
  'changed-while-reading': { symbol: '%', colour: 'red' },
  edited: { symbol: '~', colour: 'yellow' },
  changed: { symbol: '*', colour: 'yellow' },
  'kind-changed': { symbol: '^', colour: 'yellow' },
  removed: { symbol: '-', colour: 'yellow' },
  moved: { symbol: '>', colour: 'yellow' },
  'ambiguous-move': { symbol: '?', colour: 'yellow' },
  added: { symbol: '+', colour: 'yellow' },
  unverifiable: { symbol: '/', colour: 'yellow' },
  touched: { symbol: '.', colour: 'dim' },
  unchanged: { symbol: '=', colour: 'green' },
}

const widestVerdict = Math.max(...Object.keys(styles).map((verdict) => verdict.length))

/** "! suspected-corruption ", padded so that what follows lines up. */
export function renderVerdict(verdict: Verdict, colours: Colours): string {
  const { symbol, colour } = styles[verdict]
  return colours[colour](`${symbol} ${verdict.padEnd(widestVerdict)}`)
}

/** "~ 3 edited". */
export function renderVerdictCount(verdict: Verdict, count: string, colours: Colours): string {
  const { symbol, colour } = styles[verdict]
  return colours[colour](`${symbol} ${count} ${verdict}`)
}
