import type { Verdict } from '../../../shared/model/verdict.ts'
import { verdictColor } from '../../components/verdict-look.tsx'

/** The colour of a verdict for words and thin icons: the loudest verdict's own is made to be filled with. */
export function verdictInk(verdict: Verdict): string {
  return verdict === 'suspected-corruption' ? 'var(--bad)' : verdictColor(verdict)
}
