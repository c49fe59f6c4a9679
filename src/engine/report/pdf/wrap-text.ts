import type { FontFile } from '../report-assets.ts'
import type { TextRun } from './font-set.ts'

export interface SetRun {
  readonly font: FontFile
  readonly text: string
  /** In points, as all widths here. */
  readonly width: number
}

export type SetLine = readonly SetRun[]

interface SetCharacter {
  readonly font: FontFile
  readonly isRtl: boolean
  readonly text: string
  readonly width: number
}

/** Width of a character of a font at a size, in points. */
export type Measure = (font: FontFile, code: number) => number

// A mark belongs to the letter before it, and a joiner to both sides: a line must not begin with one.
const clinging = /^(?:\p{M}|\u200d)/u

/**
 * Breaks runs into lines no wider than `width`: after a space, a slash or a comma where there is one, else anywhere. Nothing
 * is dropped, so the lines joined are the text. A newline ends a line.
 */
export function wrapRuns(runs: readonly TextRun[], width: number, measure: Measure): SetLine[] {
  const single = runs.length === 1 ? setOnOneLine(runs[0], width, measure) : undefined
  if (single !== undefined) return [single]
  const lines: SetLine[] = []
  let line: SetCharacter[] = []
  let lineWidth = 0
  for (const character of listCharacters(runs, measure)) {
    if (character.text === '\n') {
      lines.push(joinCharacters(line))
      line = []
      lineWidth = 0
      continue
    }
    if (lineWidth + character.width > width && line.length > 0 && !clinging.test(character.text)) {
      const at = findBreak(line, character)
      lines.push(joinCharacters(line.slice(0, at)))
      line = line.slice(at)
      lineWidth = line.reduce((sum, each) => sum + each.width, 0)
    }
    line.push(character)
    lineWidth += character.width
  }
  if (line.length > 0 || lines.length === 0) lines.push(joinCharacters(line))
  return lines
}

/** What most texts are: one run that fits. */
function setOnOneLine(run: TextRun | undefined, width: number, measure: Measure): SetLine | undefined {
  if (run === undefined || run.text.includes('\n')) return undefined
  let total = 0
  for (const character of run.text) total += measure(run.font, character.codePointAt(0) ?? 0)
  return total <= width ? [{ font: run.font, text: run.text, width: total }] : undefined
}

function* listCharacters(runs: readonly TextRun[], measure: Measure): Generator<SetCharacter> {
  for (const { font, isRtl, text } of runs) {
    for (const character of text) {
      yield { font, isRtl, text: character, width: measure(font, character.codePointAt(0) ?? 0) }
    }
  }
}

/** Where to break a full line: after the last good place in its second half, else at its end. */
function findBreak(line: readonly SetCharacter[], next: SetCharacter): number {
  if (next.text === ' ') return line.length
  for (let at = line.length; at > line.length / 2; at -= 1) {
    if (/[ /,]/u.test(line[at - 1]?.text ?? '')) return at
  }
  return line.length
}

function joinCharacters(characters: readonly SetCharacter[]): SetRun[] {
  const runs: { font: FontFile; isRtl: boolean; text: string; width: number }[] = []
  for (const { font, isRtl, text, width } of characters) {
    const last = runs.at(-1)
    if (last?.font === font && last.isRtl === isRtl) {
      last.text += text
      last.width += width
    } else runs.push({ font, isRtl, text, width })
  }
  return runs
}
