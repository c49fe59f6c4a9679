import type { SealState } from '../../shared/model/manifest.ts'
import type { Colours } from './colours.ts'
import { escapeText } from './escape-name.ts'

const stateWords: Readonly<Record<SealState['state'], string>> = {
  intact: 'intact',
  broken: 'BROKEN',
  'not-checked': 'not checked',
  'not-checkable': 'not checkable in this layout',
  none: 'none',
}

/** "intact  <root>", or why not. */
export function renderSeal(seal: SealState, colours: Colours): string {
  const state = seal.state === 'intact' ? colours.green(stateWords.intact) : stateWords[seal.state]
  const shown = seal.state === 'broken' ? colours.red(state) : state
  return [shown, seal.reason === undefined ? seal.root : escapeText(seal.reason)].filter(Boolean).join('  ')
}

/** Loud, and first: everything below rests on a manifest that somebody or something altered. */
export function renderSealWarning(seal: SealState, colours: Colours, what = 'this manifest'): string {
  const lines = [
    `! THE SEAL IS BROKEN: ${what} is not as it was written.`,
    `  ${escapeText(seal.reason ?? 'Its entries do not give the Merkle root it states.')}`,
    '  What follows rests on an altered manifest. Compare it with another copy before you trust it.',
  ]
  return `${lines.map((line) => colours.red(line)).join('\n')}\n\n`
}
