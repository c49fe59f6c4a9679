import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowsDiff, IconCamera, IconClipboard, IconDots, IconShieldCheck, IconTrash } from '@tabler/icons-react'
import { copyText } from '../../components/copy-text.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { nameOf } from '../../format/path.ts'
import { forgetManifest } from '../../stores/actions.ts'
import { compareWith } from '../../stores/compare-actions.ts'
import { showDialog } from '../../stores/dialog-store.ts'
import { findManifest, useLibrary } from '../../stores/library-store.ts'
import type { OpenedManifest } from '../../stores/manifests-store.ts'
import { attempt } from '../../stores/notices.ts'
import { ReportButton } from '../report/report-button.tsx'

function MoreMenu({ opened }: { readonly opened: OpenedManifest }) {
  const { manifestId, filePath, summary } = opened
  const found = findManifest(
    useLibrary((state) => state.folders),
    manifestId,
  )
  const location = found?.folder.isPresent === true ? found.folder.location : null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" title="More" aria-label="More for this manifest">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCamera size={14} />}
          disabled={location === null}
          onClick={() => showDialog({ kind: 'snapshot', location, baseManifestId: manifestId })}
        >
          Snapshot the folder again…
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboard size={14} />} onClick={() => attempt(() => copyText(filePath))}>
          Copy the manifest’s path
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboard size={14} />} onClick={() => attempt(() => copyText(summary.directory))}>
          Copy the folder’s path
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => attempt(() => forgetManifest(manifestId))}>
          Remove from the library, keep the file
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

export function ManifestHeader({ opened }: { readonly opened: OpenedManifest }) {
  const { manifestId, summary } = opened
  return (
    <ViewHeader
      title={<SafeText text={nameOf(summary.directory)} />}
      subtitle={<PathText path={summary.directory} isMono />}
    >
      <MoreMenu opened={opened} />
      <ReportButton subject={{ type: 'manifest', manifestId }} />
      <Button variant="default" leftSection={<IconArrowsDiff size={14} />} onClick={() => compareWith(manifestId)}>
        Compare with…
      </Button>
      <Button
        leftSection={<IconShieldCheck size={14} />}
        onClick={() => showDialog({ kind: 'verify', manifestId, location: null })}
      >
        Verify
      </Button>
    </ViewHeader>
  )
}
