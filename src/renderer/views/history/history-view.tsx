import { Button } from '@mantine/core'
import { IconBooks, IconCamera, IconHistory } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import type { FolderHistory, HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { useFirstFocus } from '../../components/use-first-focus.ts'
import { ViewHeader } from '../../components/view-header.tsx'
import { nameOf } from '../../format/path.ts'
import { showDialog } from '../../stores/dialog-store.ts'
import { navigate } from '../../stores/route-store.ts'
import { HistoryFacts } from './history-facts.tsx'
import { HistoryPlots } from './history-plots.tsx'
import { HistoryReadout } from './history-readout.tsx'
import { HistoryTable } from './history-table.tsx'
import { useHistory } from './use-history.ts'
import styles from './history.module.css'

function openRun(point: HistoryPoint | undefined): void {
  if (point !== undefined) navigate({ view: 'runs', runId: point.runId })
}

function Points({ history }: { readonly history: FolderHistory }) {
  const { points } = history
  const areaRef = useRef<HTMLDivElement>(null)
  useFirstFocus(areaRef, '[role="grid"]')
  const newestFirst = useMemo(() => points.toReversed(), [points])
  const [hovered, setHovered] = useState<number | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const chosenOffset = chosen === null ? -1 : newestFirst.findIndex(({ runId }) => runId === chosen)
  const chosenIndex = chosenOffset < 0 ? null : points.length - 1 - chosenOffset
  const index = hovered !== null && hovered < points.length ? hovered : chosenIndex
  return (
    <>
      <HistoryFacts history={history} />
      <section className={styles.pictures} aria-label="Over time">
        <HistoryReadout point={index === null ? undefined : points[index]} />
        <HistoryPlots points={points} index={index} onMove={setHovered} onChoose={(at) => openRun(points[at])} />
      </section>
      <div ref={areaRef} className={styles.table}>
        <HistoryTable
          points={newestFirst}
          activeOffset={chosenOffset}
          onActivate={(offset) => setChosen(newestFirst[offset]?.runId ?? null)}
          onOpen={openRun}
        />
      </div>
    </>
  )
}

function NoPoints({ history }: { readonly history: FolderHistory }) {
  const { location } = history
  return (
    <div className={styles.empty}>
      <IconHistory size={32} stroke={1.5} aria-hidden />
      <h2>No history yet</h2>
      <p>
        Each snapshot and each verify of this folder becomes a point here: how much it holds, and whether it is as it
        was.
      </p>
      <Button
        leftSection={<IconCamera size={14} />}
        onClick={() => showDialog({ kind: 'snapshot', location, baseManifestId: null })}
      >
        Snapshot this folder
      </Button>
    </div>
  )
}

function UnknownFolder({ directory }: { readonly directory: string }) {
  return (
    <div className={styles.empty}>
      <IconHistory size={32} stroke={1.5} aria-hidden />
      <h2>This folder cannot be found</h2>
      <p>
        Neither the library nor a run that was looked at knows <SafeText text={directory} />. Open its history from the
        library or from one of its runs.
      </p>
      <Button variant="default" leftSection={<IconBooks size={14} />} onClick={() => navigate({ view: 'library' })}>
        Go to the library
      </Button>
    </div>
  )
}

function HistoryBody({ directory }: { readonly directory: string }) {
  const { current, retry } = useHistory(directory)
  if (current.state === 'loading') {
    return <div className={styles.skeleton} role="status" aria-label="Reading the history" />
  }
  if (current.state === 'unknown') return <UnknownFolder directory={directory} />
  if (current.state === 'failed') {
    return (
      <div className={styles.failed}>
        <FailurePanel failure={current.failure}>
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        </FailurePanel>
      </div>
    )
  }
  const { history } = current
  return history.points.length === 0 ? <NoPoints history={history} /> : <Points history={history} />
}

/** What the ledger has on a folder over time: whether it was proven good, how it drifted, and how much it held. */
export function HistoryView({ directory }: { readonly directory: string }) {
  return (
    <>
      <ViewHeader
        title={
          <>
            History of&nbsp;
            <SafeText text={nameOf(directory)} />
          </>
        }
        subtitle={<PathText path={directory} isMono />}
      />
      <HistoryBody key={directory} directory={directory} />
    </>
  )
}
