import type { PlanPlace, PlanProblem } from '../../../shared/model/plan.ts'
import type { FieldPath, PlanDocument } from './plan-document.ts'
import { suggestName } from './suggest.ts'

/** A plan wrong in each of 100,000 lines is told by its first ones. */
const maxProblems = 100
const maxTextLength = 4096
const control = /\p{Cc}/u
const loneSurrogate = /\p{Cs}/u

type Fields = Readonly<Record<string, unknown>>

/** Reads fields out of a document whose shape nobody has checked, and gathers what is wrong with them. */
export class PlanChecker {
  readonly problems: PlanProblem[] = []
  private readonly document: PlanDocument

  constructor(document: PlanDocument) {
    this.document = document
  }

  placeOf(path: FieldPath): PlanPlace {
    return this.document.locate(path)
  }

  report(path: FieldPath, message: string, isKey = false): undefined {
    if (this.problems.length >= maxProblems) return
    this.problems.push({ ...this.document.locate(path, isKey), field: formatFieldPath(path), message })
  }

  /** A map with no keys but these. */
  map(value: unknown, path: FieldPath, known: readonly string[]): Fields | undefined {
    const fields = this.anyMap(value, path)
    if (fields === undefined) return undefined
    for (const key of Object.keys(fields)) {
      if (known.includes(key)) continue
      const hint = suggestName(key, known) || ` Known are ${known.join(', ')}.`
      this.report([...path, key], `There is no such field.${hint}`, true)
    }
    return fields
  }

  anyMap(value: unknown, path: FieldPath): Fields | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
    return this.report(path, `Expected a map of fields, not ${describe(value)}.`)
  }

  /** A list with something in it. */
  list(value: unknown, path: FieldPath): readonly unknown[] | undefined {
    if (Array.isArray(value) && value.length > 0) return value
    if (value === undefined) return this.report(path, 'This field is missing.')
    return this.report(path, Array.isArray(value) ? 'The list is empty.' : `Expected a list, not ${describe(value)}.`)
  }

  /** A text without line breaks and other control characters. */
  text(value: unknown, path: FieldPath, maxLength = maxTextLength): string | undefined {
    if (value === undefined) return this.report(path, 'This field is missing.')
    if (typeof value !== 'string') {
      const hint = typeof value === 'number' || typeof value === 'boolean' ? ` Write "${String(value)}" in quotes.` : ''
      return this.report(path, `Expected a text, not ${describe(value)}.${hint}`)
    }
    if (value === '') return this.report(path, 'The text is empty.')
    if (value.length > maxLength) return this.report(path, `The text has more than ${maxLength} characters.`)
    if (control.test(value)) return this.report(path, 'The text has a line break or another control character.')
    if (loneSurrogate.test(value)) return this.report(path, 'The text has half a character (an unpaired surrogate).')
    return value
  }

  optionalText(value: unknown, path: FieldPath): string | undefined {
    return value === undefined ? undefined : this.text(value, path)
  }

  /** A cost in units of its own: 0 or more. */
  amount(value: unknown, path: FieldPath): number | undefined {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
    return this.report(path, `Expected a number of 0 or more, not ${describe(value)}.`)
  }
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 60))}`
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a map'
}

/** `inputs[2].values.dim`. */
function formatFieldPath(path: FieldPath): string {
  return path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`
    return before === '' ? part : `${before}.${part}`
  }, '')
}
