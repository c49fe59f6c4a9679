import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findingSchema, type Finding } from '../../shared/model/verdict.ts'
import { maxRecordedFindings } from '../../shared/model/run-record.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { openDurableFile } from '../atomic/durable-file.ts'
import { toReadError } from './read-errors.ts'
import { runsFolder } from './workspace-path.ts'
import { toCamelKeys, toSnakeKeys } from './snake-keys.ts'

const linesAWrite = 500

/** What recording needs of a list of findings, loudest first. */
export interface RecordableFindings {
  readonly length: number
  at(index: number): Finding
}

function findingsPath(workspace: string, runId: string): string {
  return join(runsFolder(workspace), `${runId}.findings.jsonl`)
}

/** Keeps the first 10,000 findings of a run beside its record, one JSON document a line. Errors: those of a durable write. */
export async function writeRunFindings(workspace: string, runId: string, findings: RecordableFindings): Promise<void> {
  const count = Math.min(findings.length, maxRecordedFindings)
  const file = await openDurableFile(findingsPath(workspace, runId))
  try {
    for (let start = 0; start < count; start += linesAWrite) {
      const size = Math.min(linesAWrite, count - start)
      const lines = Array.from({ length: size }, (_, i) => `${JSON.stringify(toSnakeKeys(findings.at(start + i)))}\n`)
      await file.write(Buffer.from(lines.join('')))
    }
    await file.commit()
  } finally {
    await file.abort()
  }
}

/**
 * The findings kept of a run, at most 10,000, loudest first; none when the run kept none. Damaged lines are left out.
 * Yields to the event loop as it reads. Errors: `permission-denied`, `read-failed`.
 */
export async function readRunFindings(workspace: string, runId: string): Promise<Finding[]> {
  const findings: Finding[] = []
  const lines = createInterface({ input: createReadStream(findingsPath(workspace, runId)), crlfDelay: Infinity })
  try {
    for await (const line of lines) {
      const finding = parseLine(line)
      if (finding !== undefined) findings.push(finding)
    }
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
