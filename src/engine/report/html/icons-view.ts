import { wordOfVerdict } from '../../../shared/text/verdict-words.ts'
import { lookOf, toneDrawings } from '../verdict-looks.ts'
import type { Tone } from '../report-words.ts'
import { view, type ViewNode } from './view-tree.ts'

function drawIcon(drawing: string, isFilled: boolean): ViewNode {
  const look = isFilled ? 'icon filled' : 'icon'
  return view('svg', { class: look, viewBox: '0 0 24 24', 'aria-hidden': 'true' }, view('path', { d: drawing }))
}

export function drawTone(tone: Tone): ViewNode {
  return view('span', { class: `tone tone-${tone}` }, drawIcon(toneDrawings[tone], false))
}

/** A verdict as everywhere: an icon, a colour and a word, which fits the count before it. */
export function drawVerdict(verdict: string, count = 1): ViewNode {
  const { drawing, isFilled, meaning } = lookOf(verdict)
  const icon = drawIcon(drawing, isFilled === true)
  return view(
    'span',
    { class: `verdict v-${verdict}`, title: meaning },
    icon,
    view('span', {}, wordOfVerdict(verdict, count)),
  )
}
