import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconFileSearch, IconRuler2, IconSettings, IconShieldCheck } from '@tabler/icons-react'
import type { PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { WatchState } from './looks/watch-state.tsx'
import type { PageState } from './use-page-state.ts'
import styles from './page.module.css'

interface Props {
  readonly detail: PipelineDetail
  readonly page: PageState
}

function CheckButtons({ detail, page }: Props) {
  const isIdle = detail.check.state !== 'running' && detail.manifests.length > 0
  return (
    <>
      {/* Once a check goes on, a tip would only lie over how far it is. */}
      <Tooltip
        disabled={!isIdle}
        label="Looks whether every recorded file is there in its size, and for files without a record"
      >
        <Button
          variant="default"
          leftSection={<IconRuler2 size={14} />}
          disabled={!isIdle}
          onClick={() => page.check(false)}
        >
          Check files
        </Button>
      </Tooltip>
      <Tooltip disabled={!isIdle} label="The same, and reads every file to compare its SHA-256 with the one recorded">
        <Button leftSection={<IconShieldCheck size={14} />} disabled={!isIdle} onClick={() => page.check(true)}>
          Verify contents
        </Button>
      </Tooltip>
    </>
  )
}

/** Which folder this is, whether it is watched, and what can be asked of it. */
export function PipelineHeader({ detail, page }: Props) {
  const { folder } = detail
  return (
    <ViewHeader
      title={<SafeText text={folder.name} />}
      subtitle={
        <span className={styles.subtitle}>
          <PathText path={folder.location.displayPath} isMono />
          <WatchState folder={folder} />
        </span>
      }
    >
      <Button variant="default" leftSection={<IconFileSearch size={14} />} onClick={() => page.ask(null)}>
        Seen before?
      </Button>
      <CheckButtons detail={detail} page={page} />
      <Tooltip label="Settings of this pipeline">
        <ActionIcon aria-label="Settings of this pipeline" onClick={page.showSettings}>
          <IconSettings size={16} />
        </ActionIcon>
      </Tooltip>
    </ViewHeader>
  )
}
