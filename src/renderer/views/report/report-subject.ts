import type { RunSnapshot } from '../../../shared/model/run.ts'
import { nameOf } from '../../format/path.ts'
import { countOf } from '../../format/quantity.ts'
import type { ExportSubject } from '../../stores/dialog-store.ts'
import { useKnownManifest } from '../../stores/known-manifest.ts'
import { useLibrary } from '../../stores/library-store.ts'
import { nameSide, nameSubject, nameWork } from '../../stores/run-names.ts'
import { useRun } from '../../stores/runs-store.ts'
import { suggestName } from './report-name.ts'

interface NamedSubject {
  /** "Compare before with after". */
  readonly title: string
  readonly suggestedName: string
}

function sideNames(run: RunSnapshot, folders: Parameters<typeof nameSide>[0]): string[] {
  const { sides } = run
  if (sides === undefined || run.kind === 'snapshot') return [nameOf(run.directory)]
  return [nameSide(folders, sides.left), nameSide(folders, sides.right)]
}

/** What a report is about and how its file might be called. */
export function useReportSubject(subject: ExportSubject): NamedSubject {
  const run = useRun(subject.type === 'manifest' ? '' : subject.runId)
  const known = useKnownManifest(subject.type === 'manifest' ? subject.manifestId : '')
  const folders = useLibrary((state) => state.folders)
  if (run !== undefined) {
    const work = run.kind === 'compare' && subject.type === 'selection' ? 'selection' : run.kind
    const title = `${nameWork(run.kind)} ${nameSubject(folders, run)}`
    return { title, suggestedName: suggestName(work, sideNames(run, folders), run.runId) }
  }
  const name = known === undefined ? 'manifest' : nameOf(known.directory)
  return { title: `Manifest of ${name}`, suggestedName: suggestName('manifest', [name], known?.runId ?? '') }
}

/** What the rows of a selection are, in words. */
export function describeRows(rows: readonly number[] | null): string {
  return rows === null ? 'all rows that the filter shows' : `${countOf(rows.length, 'row')} of the comparison`
}
