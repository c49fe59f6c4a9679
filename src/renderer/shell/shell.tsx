import { useApp } from '../stores/app-store.ts'
import { formatRoute, useRoute } from '../stores/route-store.ts'
import { HistoryView } from '../views/history/history-view.tsx'
import { LibraryView } from '../views/library/library-view.tsx'
import { CompareView } from '../views/compare/compare-view.tsx'
import { SideDialog } from '../views/compare/sides/side-dialog.tsx'
import { MatrixView } from '../views/matrix/matrix-view.tsx'
import { ManifestView } from '../views/manifest/manifest-view.tsx'
import { PickerDialog } from '../views/picker/picker-dialog.tsx'
import { PipelinePage } from '../views/pipelines/pipeline-page.tsx'
import { PipelinesView } from '../views/pipelines/pipelines-view.tsx'
import { RunPageView } from '../views/run-page/run-page-view.tsx'
import { RunsView } from '../views/runs/runs-view.tsx'
import { RunView } from '../views/run/run-view.tsx'
import { CommandPalette } from './command-palette.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { Dialogs } from './dialogs.tsx'
import { DropZone } from './drop-zone.tsx'
import { Sidebar } from './sidebar.tsx'
import { useDocumentTitle } from './use-document-title.ts'
import { useFocusKeeper } from './use-focus-keeper.ts'
import { useGlobalKeys } from './use-global-keys.ts'
import { WarningsBar } from './warnings-bar.tsx'
import styles from './shell.module.css'

function CurrentView() {
  const route = useRoute((state) => state.route)
  if (route.view === 'manifest') return <ManifestView key={route.manifestId} manifestId={route.manifestId} />
  if (route.view === 'compare') return <CompareView key={route.runId} runId={route.runId} />
  if (route.view === 'run') return <RunView key={route.runId} runId={route.runId} />
  if (route.view === 'runs' && route.runId !== null) return <RunPageView key={route.runId} runId={route.runId} />
  if (route.view === 'runs') return <RunsView />
  if (route.view === 'pipelines' && route.pipelineId !== null) {
    return <PipelinePage key={formatRoute(route)} pipelineId={route.pipelineId} checksum={route.checksum} />
  }
  if (route.view === 'pipelines') return <PipelinesView />
  if (route.view === 'matrix') return <MatrixView planId={route.planId} cell={route.cell} />
  if (route.view === 'history') return <HistoryView key={route.directory} directory={route.directory} />
  return <LibraryView />
}

export function Shell() {
  useGlobalKeys()
  useFocusKeeper()
  useDocumentTitle()
  const isReady = useApp((state) => state.description !== null)
  return (
    <div className={styles.shell}>
      <Sidebar />
      <main className={styles.main} aria-busy={!isReady}>
        <ConnectionBanner />
        <WarningsBar />
        <CurrentView />
      </main>
      <Dialogs />
      <SideDialog />
      <PickerDialog />
      <CommandPalette />
      <DropZone />
    </div>
  )
}
