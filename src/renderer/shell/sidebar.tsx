import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconArrowsDiff,
  IconBooks,
  IconCamera,
  IconGridDots,
  IconKeyboard,
  IconRoute,
  IconSearch,
  IconSettings,
  IconTimeline,
} from '@tabler/icons-react'
import { KeyCombo } from '../components/key-combo.tsx'
import { useApp } from '../stores/app-store.ts'
import { formatRoute, useRoute } from '../stores/route-store.ts'
import { runCommand } from './commands.tsx'
import { openPalette } from './open-palette.ts'
import { SidebarLink } from './sidebar-link.tsx'
import { SidebarManifests } from './sidebar-manifests.tsx'
import { SidebarRuns } from './sidebar-runs.tsx'
import { ThemeButton } from './theme-button.tsx'
import styles from './sidebar.module.css'

function SidebarTop() {
  return (
    <div className={styles.top}>
      <img className={styles.mark} src="./assay.svg" alt="" width={20} height={20} />
      <span className={styles.wordmark}>Assay</span>
      <Tooltip label="Snapshot a folder">
        <ActionIcon aria-label="Snapshot a folder" onClick={() => runCommand('snapshot-folder')}>
          <IconCamera size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function SidebarFooter() {
  const version = useApp((state) => state.description?.version)
  return (
    <div className={styles.footer}>
      <Tooltip label="Settings">
        <ActionIcon aria-label="Settings" onClick={() => runCommand('show-settings')}>
          <IconSettings size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="All keys (?)">
        <ActionIcon aria-label="All keys" onClick={() => runCommand('show-keys')}>
          <IconKeyboard size={16} />
        </ActionIcon>
      </Tooltip>
      <ThemeButton />
      <span className={styles.version}>{version}</span>
    </div>
  )
}

export function Sidebar() {
  const view = useRoute(({ route }) => (route.view === 'compare' && route.runId !== null ? 'run' : route.view))
  return (
    <nav className={styles.sidebar} aria-label="Main">
      <SidebarTop />
      <button type="button" className={styles.palette} onClick={openPalette}>
        <IconSearch size={14} aria-hidden />
        <span>Do or open…</span>
        <KeyCombo keys={['Mod', 'K']} />
      </button>
      <div className={styles.scroll}>
        <ul>
          <SidebarLink
            href={formatRoute({ view: 'library' })}
            isCurrent={view === 'library'}
            icon={<IconBooks size={16} />}
            label="Library"
          />
          <SidebarLink
            href={formatRoute({ view: 'compare', runId: null })}
            isCurrent={view === 'compare'}
            icon={<IconArrowsDiff size={16} />}
            label="Compare"
          />
          <SidebarLink
            href={formatRoute({ view: 'runs', runId: null })}
            isCurrent={view === 'runs'}
            icon={<IconTimeline size={16} />}
            label="Runs"
          />
          <SidebarLink
            href={formatRoute({ view: 'pipelines', pipelineId: null, checksum: null })}
            isCurrent={view === 'pipelines'}
            icon={<IconRoute size={16} />}
            label="Pipelines"
          />
          <SidebarLink
            href={formatRoute({ view: 'matrix', planId: null, cell: null })}
            isCurrent={view === 'matrix'}
            icon={<IconGridDots size={16} />}
            label="Matrix"
          />
        </ul>
        <SidebarRuns />
        <SidebarManifests />
      </div>
      <SidebarFooter />
    </nav>
  )
}
