/** The lines of an embedded report, as its digests are of them: nothing is parsed here. */
export interface ReportLines {
  readonly createdUtc: string
  readonly summary: string
  readonly findings: readonly string[]
  readonly errors: readonly string[]
  readonly digests: Readonly<Record<string, string>>
}

/** Splits the text of an embedded report. Throws when it is not laid out as a report is. */
export function splitReport(text: string): ReportLines {
  const lines = text.trim().split('\n')
  const errorsStart = lines.indexOf('"errors":[')
  const digestsLine = lines.at(-1) ?? ''
  const isLaidOut =
    lines[0]?.startsWith('{"format":"assay-report","version":1,') === true &&
    lines[1]?.startsWith('"summary":') === true &&
    lines[2] === '"findings":[' &&
    lines[errorsStart - 1] === '],' &&
    lines.at(-2) === '],' &&
    digestsLine.startsWith('"digests":')
  if (!isLaidOut) throw new Error('The data within this file is not laid out as a report is: it was altered.')
  const head = JSON.parse(`${(lines[0] ?? '').replace(/,$/u, '')}}`) as { created_utc: string }
  const tail = JSON.parse(`{${digestsLine}`) as { digests: Record<string, string> }
  return {
    createdUtc: head.created_utc,
    summary: withoutComma((lines[1] ?? '').slice('"summary":'.length)),
    findings: lines.slice(3, errorsStart - 1).map(withoutComma),
    errors: lines.slice(errorsStart + 1, -2).map(withoutComma),
    digests: tail.digests,
  }
}

function withoutComma(line: string): string {
  return line.endsWith(',') ? line.slice(0, -1) : line
}
