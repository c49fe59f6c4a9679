import { IconAlertTriangle, IconBan, IconCircleCheck, IconLoader2, IconZoomExclamation } from '@tabler/icons-react'
import type { LibraryFolder } from '../../../shared/ipc/library-schemas.ts'
import type { RunSide, RunSnapshot } from '../../../shared/model/run.ts'
import { VerdictTally } from '../../components/drift-status.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { useNow } from '../../components/use-now.ts'
import { cutMiddle } from '../../format/path.ts'
import { countOf } from '../../format/quantity.ts'
import { formatWhen } from '../../format/time.ts'
import { findManifest, useLibrary } from '../../stores/library-store.ts'
import { formatRoute, routeOfRun } from '../../stores/route-store.ts'
import { nameSide } from '../../stores/run-names.ts'
import { isActive, useRuns } from '../../stores/runs-store.ts'
import styles from './compare-start.module.css'

const maxShown = 8
const longestPath = 26

function RunStatus({ run }: { readonly run: RunSnapshot }) {
  const { result, state } = run
  if (isActive(state)) {
    return (
      <>
        <IconLoader2 size={14} aria-hidden /> under way
      </>
    )
  }
  if (state === 'cancelled' || result === undefined || result.kind === 'snapshot') {
    const StateIcon = state === 'cancelled' ? IconBan : IconAlertTriangle
    return (
      <>
        <StateIcon size={14} aria-hidden /> {state === 'cancelled' ? 'cancelled' : 'failed'}
      </>
    )
  }
  if (result.status === 'clean') {
    return (
      <span className={styles.good}>
        <IconCircleCheck size={14} aria-hidden /> nothing differs
      </span>
    )
  }
  return (
    <>
      {result.status === 'incomplete' && (
        <span className={styles.warn}>
          <IconAlertTriangle size={14} aria-hidden /> incomplete
        </span>
      )}
      <span className={styles.bad}>
        <IconZoomExclamation size={14} aria-hidden /> {countOf(result.findingCount, 'finding')}
      </span>
      <VerdictTally counts={result.counts} />
    </>
  )
}

/** When a side is from, where that is known: what tells two sides of one folder apart. */
function timeOf(folders: readonly LibraryFolder[] | null, side: RunSide, nowMs: number): string {
  if (side.type === 'folder') return 'the folder'
  const found = side.manifestId === undefined ? undefined : findManifest(folders, side.manifestId)
  return found === undefined ? 'a manifest' : formatWhen(found.manifest.timestampUtc, nowMs)
}

/** Two folders of one name, which only their paths tell apart. */
function isTwoFolders(left: RunSide, right: RunSide): boolean {
  if (left.type !== 'folder' || right.type !== 'folder') return false
  return left.location.displayPath !== right.location.displayPath
}

interface SidesProps {
  readonly sides: NonNullable<RunSnapshot['sides']>
}

function Sides({ sides: { left, right } }: SidesProps) {
  const folders = useLibrary((state) => state.folders)
  const nowMs = useNow()
  const [leftName, rightName] = [nameSide(folders, left), nameSide(folders, right)]
  if (leftName !== rightName) return <SafeText text={`${leftName} → ${rightName}`} />
  const words = isTwoFolders(left, right)
    ? [left, right].map(({ location }) => cutMiddle(location.displayPath, longestPath))
    : [left, right].map((side) => timeOf(folders, side, nowMs))
  return (
    <>
      <SafeText text={leftName} />
      <span className={styles.recentTimes}>
        <SafeText text={words.join(' → ')} />
      </span>
    </>
  )
}

/** The newest comparisons, each a way back to it. */
export function RecentComparisons() {
  const runs = useRuns((state) => state.runs)
  const shown = [...runs.values()]
    .filter((run) => run.kind === 'compare' && run.sides !== undefined)
    .toSorted((a, b) => b.startedUtc.localeCompare(a.startedUtc))
    .slice(0, maxShown)
  if (shown.length === 0) return null
  return (
    <section aria-label="Recent comparisons">
      <h2 className={styles.heading}>Recent comparisons</h2>
      <ul className={styles.list}>
        {shown.map((run) => (
          <li key={run.runId}>
            <a className={styles.recent} href={formatRoute(routeOfRun(run))}>
              <span className={styles.recentName}>{run.sides !== undefined && <Sides sides={run.sides} />}</span>
              <span className={styles.recentStatus}>
                <RunStatus run={run} />
              </span>
              <span className={styles.recentWhen}>
                <TimeText timestampUtc={run.startedUtc} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
