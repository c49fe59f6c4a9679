import { dirname, resolve } from 'node:path'
import { recordActivity } from '../../ledger/record-activity.ts'
import type { RunControl } from '../../run/run-control.ts'
import { repairFromCopy, repairProcessManifest, type Repair } from '../repair-manifest.ts'
import type { IntakeRun } from './add-files.ts'

/** As many as the ledger keeps of errors. */
const maxWarnings = 10_000

export interface RecordedRepair extends Repair {
  readonly runId: string
}

export interface RepairSource {
  /** A good copy to take records from that are damaged or missing. */
  readonly copy?: string | undefined
  /** Of a manifest that does not say its own. */
  readonly process?: string | undefined
}

/**
 * Repairs a process manifest as a run of the ledger, `import`, whose warnings name what was left out. Errors: those of
 * `repairProcessManifest` and of `recordActivity`.
 */
export function recordRepair(
  path: string,
  { copy, process }: RepairSource,
  run: IntakeRun,
  control: RunControl,
): Promise<RecordedRepair> {
  const manifest = resolve(path)
  const { signal } = control
  const source = copy === undefined ? undefined : resolve(copy)
  const named = process === undefined ? [] : ['--process', process]
  const activity = {
    ...run,
    operation: 'import' as const,
    lane: dirname(manifest),
    command: ['assay', 'etl', 'repair', manifest, ...(source === undefined ? [] : ['--from', source]), ...named],
    input: { manifest, ...(source === undefined ? {} : { copy: source }) },
    onStart: control.onStart,
  }
  return recordActivity(activity, async (runId) => {
    const repair = await (source === undefined
      ? repairProcessManifest(manifest, { signal, process })
      : repairFromCopy(manifest, source, { signal, process }))
    const { keptCount, addedFromCopyCount, leftOutKeys, setAsidePath } = repair
    const counts = { kept_count: keptCount, added_from_copy_count: addedFromCopyCount }
    const warnings = leftOutKeys.slice(0, maxWarnings).map((key) => `The record ${key} was left out.`)
    const output = { result: { ...counts, left_out_count: leftOutKeys.length, set_aside: setAsidePath } }
    return { value: { ...repair, runId }, output, warnings }
  })
}
