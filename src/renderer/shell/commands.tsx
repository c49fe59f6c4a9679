import {
  IconArrowsDiff,
  IconBooks,
  IconCamera,
  IconFileExport,
  IconFileImport,
  IconFileSearch,
  IconFlask,
  IconGridDots,
  IconKeyboard,
  IconRoute,
  IconSearch,
  IconSettings,
  IconTimeline,
  type Icon,
} from '@tabler/icons-react'
import type { MenuCommand } from '../../shared/ipc/menu-commands.ts'
import { chooseManifest, chooseRunLog, chooseSnapshotFolder, trySample } from '../stores/actions.ts'
import { showDialog } from '../stores/dialog-store.ts'
import { attempt, tell } from '../stores/notices.ts'
import { choosePlan } from '../stores/matrix/plans-store.ts'
import { choosePipeline } from '../stores/pipelines/pipelines-store.ts'
import { navigate, shownRunId, useRoute } from '../stores/route-store.ts'
import { isActive, useRuns } from '../stores/runs-store.ts'
import { focusSearch } from './find-target.ts'
import { openPalette } from './open-palette.ts'

export interface Command {
  readonly id:
    | MenuCommand
    | 'show-runs'
    | 'show-pipelines'
    | 'open-pipeline'
    | 'show-matrix'
    | 'open-plan'
    | 'import-run-log'
    | 'try-sample'
  readonly label: string
  readonly icon: Icon
  /** As shown; `Mod` is Ctrl or Cmd. */
  readonly keys?: readonly string[]
  readonly run: () => void
}

/** A report of what is in view. */
function exportShown(): void {
  const { route } = useRoute.getState()
  const runId = shownRunId(route)
  const run = runId === null ? undefined : useRuns.getState().runs.get(runId)
  if (run !== undefined && isActive(run.state)) {
    tell('Not ended yet', 'A report can be made when this run has ended.')
  } else if (run !== undefined) showDialog({ kind: 'export', subject: { type: 'run', runId: run.runId } })
  else if (route.view === 'manifest') {
    showDialog({ kind: 'export', subject: { type: 'manifest', manifestId: route.manifestId } })
  } else tell('Nothing to report on here', 'Open a run, a comparison or a manifest, and export it from there.')
}

export const commands: readonly Command[] = [
  {
    id: 'snapshot-folder',
    label: 'Snapshot a folder…',
    icon: IconCamera,
    keys: ['Mod', 'Shift', 'S'],
    run: () => attempt(chooseSnapshotFolder),
  },
  {
    id: 'open-manifest',
    label: 'Open a manifest…',
    icon: IconFileSearch,
    keys: ['Mod', 'O'],
    run: () => attempt(chooseManifest),
  },
  {
    id: 'compare',
    label: 'Compare…',
    icon: IconArrowsDiff,
    keys: ['Mod', 'D'],
    run: () => navigate({ view: 'compare', runId: null }),
  },
  {
    id: 'export-report',
    label: 'Export a report…',
    icon: IconFileExport,
    keys: ['Mod', 'E'],
    run: exportShown,
  },
  { id: 'show-library', label: 'Go to the library', icon: IconBooks, run: () => navigate({ view: 'library' }) },
  {
    id: 'show-runs',
    label: 'Go to all runs',
    icon: IconTimeline,
    run: () => navigate({ view: 'runs', runId: null }),
  },
  {
    id: 'show-pipelines',
    label: 'Go to pipelines',
    icon: IconRoute,
    run: () => navigate({ view: 'pipelines', pipelineId: null, checksum: null }),
  },
  { id: 'open-pipeline', label: 'Open a pipeline folder…', icon: IconRoute, run: () => attempt(choosePipeline) },
  {
    id: 'show-matrix',
    label: 'Go to the matrix',
    icon: IconGridDots,
    run: () => navigate({ view: 'matrix', planId: null, cell: null }),
  },
  { id: 'open-plan', label: 'Open a plan…', icon: IconGridDots, run: () => attempt(choosePlan) },
  { id: 'import-run-log', label: 'Import a run log…', icon: IconFileImport, run: () => attempt(chooseRunLog) },
  { id: 'find', label: 'Search in this view', icon: IconSearch, keys: ['/'], run: focusSearch },
  {
    id: 'show-settings',
    label: 'Settings',
    icon: IconSettings,
    keys: ['Mod', ','],
    run: () => showDialog({ kind: 'settings' }),
  },
  { id: 'show-keys', label: 'All keys', icon: IconKeyboard, keys: ['?'], run: () => showDialog({ kind: 'keys' }) },
  { id: 'open-palette', label: 'Command palette', icon: IconSearch, keys: ['Mod', 'K'], run: openPalette },
  { id: 'try-sample', label: 'Try it with sample data', icon: IconFlask, run: () => attempt(trySample) },
]

export function runCommand(id: Command['id']): void {
  commands.find((command) => command.id === id)?.run()
}
