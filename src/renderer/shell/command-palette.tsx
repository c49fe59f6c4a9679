import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import {
  IconArrowsDiff,
  IconFileCheck,
  IconFolder,
  IconHistory,
  IconSearch,
  IconShieldCheck,
} from '@tabler/icons-react'
import type { LibraryFolder } from '../../shared/ipc/library-schemas.ts'
import { KeyCombo } from '../components/key-combo.tsx'
import { escapeUnsafe } from '../format/safe-text.ts'
import { formatLocal } from '../format/time.ts'
import { showManifest } from '../stores/actions.ts'
import { compareSides, compareWith } from '../stores/compare-actions.ts'
import type { DraftSide } from '../stores/draft-store.ts'
import { attempt } from '../stores/notices.ts'
import { describeEnd } from '../stores/run-announcer.ts'
import { showDialog } from '../stores/dialog-store.ts'
import { useLibrary } from '../stores/library-store.ts'
import { navigate, routeOfRun, useRoute } from '../stores/route-store.ts'
import { nameSubject } from '../stores/run-names.ts'
import { isActive, useRuns } from '../stores/runs-store.ts'
import { liveSide, readableManifests } from '../views/compare/sides/side-options.ts'
import { commands } from './commands.tsx'
import { paletteStore } from './open-palette.ts'

const iconSize = 16

function useLibraryActions(): SpotlightActionGroupData[] {
  const folders = useLibrary((state) => state.folders) ?? []
  const manifests = folders.flatMap((folder) =>
    folder.manifests.map((manifest) => ({
      id: `manifest:${manifest.manifestId}`,
      label: `Open ${escapeUnsafe(folder.name)}, ${formatLocal(manifest.timestampUtc)}`,
      description: manifest.fileName,
      leftSection: <IconFileCheck size={iconSize} />,
      onClick: () => showManifest(manifest.manifestId),
    })),
  )
  const verifies = folders.flatMap((folder) => {
    const newest = folder.manifests.find((manifest) => manifest.problem === null)
    if (newest === undefined) return []
    const verify = (): void => showDialog({ kind: 'verify', manifestId: newest.manifestId, location: null })
    return {
      id: `verify:${folder.location.displayPath}`,
      label: `Verify ${escapeUnsafe(folder.name)}…`,
      description: escapeUnsafe(folder.location.displayPath),
      leftSection: <IconShieldCheck size={iconSize} />,
      onClick: () => setTimeout(verify, 0),
    }
  })
  const snapshots = folders.map((folder) => ({
    id: `folder:${folder.location.displayPath}`,
    label: `Snapshot ${escapeUnsafe(folder.name)} again…`,
    description: escapeUnsafe(folder.location.displayPath),
    leftSection: <IconFolder size={iconSize} />,
    onClick: () => showDialog({ kind: 'snapshot', location: folder.location, baseManifestId: null }),
  }))
  return [
    { group: 'Manifests', actions: manifests },
    { group: 'Folders', actions: [...verifies, ...folders.flatMap(comparisonsOf), ...snapshots] },
  ]
}

function useRunActions(): SpotlightActionGroupData {
  const runs = [...useRuns((state) => state.runs).values()]
  const folders = useLibrary((state) => state.folders)
  return {
    group: 'Work',
    actions: runs.map((run) => ({
      id: `run:${run.runId}`,
      label: `Show the ${run.kind} of ${escapeUnsafe(nameSubject(folders, run))}`,
      description: `${isActive(run.state) ? 'Under way' : describeEnd(run).title}, ${formatLocal(run.startedUtc)}`,
      leftSection: <IconHistory size={iconSize} />,
      onClick: () => navigate(routeOfRun(run)),
    })),
  }
}

/** A folder then and now, and its last two manifests. */
function comparisonsOf(folder: LibraryFolder): SpotlightActionData[] {
  const [newest, before] = readableManifests(folder)
  if (newest === undefined) return []
  const name = escapeUnsafe(folder.name)
  const right: DraftSide = { type: 'manifest', manifestId: newest.manifestId }
  const leftSection = <IconArrowsDiff size={iconSize} />
  const description = escapeUnsafe(folder.location.displayPath)
  const pair = (id: string, label: string, sides: readonly [DraftSide, DraftSide]): SpotlightActionData => ({
    id: `${id}:${folder.location.displayPath}`,
    label,
    description,
    leftSection,
    onClick: () => attempt(() => compareSides(...sides)),
  })
  return [
    ...(before === undefined
      ? []
      : [
          pair('compare-last', `Compare the last two manifests of ${name}`, [
            { type: 'manifest', manifestId: before.manifestId },
            right,
          ]),
        ]),
    ...(folder.isPresent
      ? [pair('compare-now', `Compare ${name} with its newest manifest`, [right, liveSide(folder)])]
      : []),
  ]
}

/** What can be done with the manifest in view. */
function useManifestActions(): SpotlightActionGroupData {
  const route = useRoute((state) => state.route)
  if (route.view !== 'manifest') return { group: 'This manifest', actions: [] }
  const { manifestId } = route
  const verify = (): void => showDialog({ kind: 'verify', manifestId, location: null })
  return {
    group: 'This manifest',
    actions: [
      {
        id: 'verify-this',
        label: 'Verify this manifest…',
        leftSection: <IconShieldCheck size={iconSize} />,
        onClick: () => setTimeout(verify, 0),
      },
      {
        id: 'compare-this',
        label: 'Compare this manifest with…',
        leftSection: <IconArrowsDiff size={iconSize} />,
        onClick: () => compareWith(manifestId),
      },
    ],
  }
}

const commandGroup: SpotlightActionGroupData = {
  group: 'Commands',
  actions: commands
    .filter((command) => command.id !== 'open-palette')
    .map(({ id, label, icon: CommandIcon, keys, run }) => ({
      id,
      label,
      leftSection: <CommandIcon size={iconSize} />,
      rightSection: keys === undefined ? undefined : <KeyCombo keys={keys} />,
      // After the palette has given the focus back.
      onClick: () => setTimeout(run, 0),
    })),
}

/** Everything that can be done or opened, by typing a part of its name. */
export function CommandPalette() {
  const groups = [useManifestActions(), commandGroup, ...useLibraryActions(), useRunActions()].filter(
    (group) => group.actions.length > 0,
  )
  return (
    <Spotlight
      store={paletteStore}
      actions={groups}
      shortcut={null}
      nothingFound="Nothing has that name"
      highlightQuery={false}
      scrollable
      centered={false}
      yOffset="12vh"
      maxHeight={420}
      limit={30}
      lockScroll={false}
      attributes={{ content: { 'aria-label': 'Command palette' } }}
      overlayProps={{ opacity: 0.4, blur: 0 }}
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: 'Do or open…',
        'aria-label': 'Command palette',
      }}
    />
  )
}
