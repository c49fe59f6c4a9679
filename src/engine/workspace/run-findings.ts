import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../../shared/model/entry.ts'
import { findingSchema, type Finding } from '../../shared/model/verdict.ts'
import { maxRecordedFindings } from '../../shared/model/run-record.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { openDurableFile } from '../atomic/durable-file.ts'
import { toReadError } from './read-errors.ts'
import { runsFolder } from './workspace-path.ts'
import { toCamelKeys } from './snake-keys.ts'

const linesAWrite = 250

/** What recording needs of a list of findings, loudest first. */
export interface RecordableFindings {
  readonly length: number
  at(index: number): Finding
}

function findingsPath(workspace: string, runId: string): string {
  return join(runsFolder(workspace), `${runId}.findings.jsonl`)
}

/** The keys as files have them. Named one by one: a hundred thousand findings are many keys to rename by rule. */
function toRecordedEntry(entry: Entry): Readonly<Record<string, unknown>> {
  const { pathBase64, sizeBytes, modifiedUtc, ...same } = entry
  return {
    ...same,
    ...(pathBase64 === undefined ? {} : { path_base64: pathBase64 }),
    ...(sizeBytes === undefined ? {} : { size_bytes: sizeBytes }),
    ...(modifiedUtc === undefined ? {} : { modified_utc: modifiedUtc }),
  }
}

function formatLine(finding: Finding): string {
  const { fromPath, left, right, ...same } = finding
  const line = {
    ...same,
    ...(fromPath === undefined ? {} : { from_path: fromPath }),
    ...(left === undefined ? {} : { left: toRecordedEntry(left) }),
    ...(right === undefined ? {} : { right: toRecordedEntry(right) }),
  }
  return `${JSON.stringify(line)}\n`
}

/**
 * Keeps the first 100,000 findings of a run beside its record, one JSON document a line, and yields to the event loop
 * between batches. Errors: those of a durable write.
 */
export async function writeRunFindings(workspace: string, runId: string, findings: RecordableFindings): Promise<void> {
  const count = Math.min(findings.length, maxRecordedFindings)
  const file = await openDurableFile(findingsPath(workspace, runId))
  try {
    for (let start = 0; start < count; start += linesAWrite) {
      const size = Math.min(linesAWrite, count - start)
      const lines = Array.from({ length: size }, (_, i) => formatLine(findings.at(start + i)))
      await file.write(Buffer.from(lines.join('')))
    }
    await file.commit()
  } finally {
    await file.abort()
  }
}

/**
 * The findings kept of a run, at most 100,000, loudest first; none when the run kept none. Damaged lines are left out, and
 * told by their numbers from 1. Yields to the event loop as it reads. Errors: `permission-denied`, `read-failed`.
 */
export async function readRunFindings(
  workspace: string,
  runId: string,
  onDamaged: (line: number, path: string) => void = () => undefined,
): Promise<Finding[]> {
  const findings: Finding[] = []
  let lineNumber = 0
  const take = (line: string): void => {
    lineNumber += 1
    if (line === '') return
    const finding = parseLine(line)
    if (finding === undefined) onDamaged(lineNumber, findingsPath(workspace, runId))
    else findings.push(finding)
  }
  try {
    let rest = ''
    // Not node:readline, which ends a line at U+2028 and U+2029 too: JSON has them as they are, and so names have.
    for await (const chunk of createReadStream(findingsPath(workspace, runId), 'utf8')) {
      const lines = `${rest}${String(chunk)}`.split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(take)
    }
    take(rest)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw toReadError(error, 'read findings', findingsPath(workspace, runId))
  }
  return findings
}

function parseLine(line: string): Finding | undefined {
  try {
    const parsed = findingSchema.safeParse(toCamelKeys(JSON.parse(line)))
    return parsed.success ? parsed.data : undefined
  } catch {
    // A line damaged on disk costs itself only.
    return undefined
  }
}
