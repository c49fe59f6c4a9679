import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconFileExport, IconFolderSearch, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { request } from '../../../bridge/host.ts'
import { PathText } from '../../../components/path-text.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { ViewHeader } from '../../../components/view-header.tsx'
import { useCapabilities } from '../../../stores/app-store.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import { removePlan } from '../../../stores/matrix/plans-store.ts'
import { attempt } from '../../../stores/notices.ts'
import { formatRoute, planMove } from '../../../stores/route-store.ts'
import { ExportDialog } from '../export/export-dialog.tsx'
import { ProgressLine } from '../progress-line.tsx'
import styles from './plan.module.css'

interface Props {
  readonly planId: string
  readonly detail: MatrixDetail
  readonly table: CellTable
}

function PlanMenu({ planId, detail, onExport }: Omit<Props, 'table'> & { readonly onExport: () => void }) {
  const { canRevealInFileManager } = useCapabilities()
  const { item, outputFolder } = detail
  const reveal = (token: string): void => attempt(() => request('location.reveal', { token }))
  const remove = async (): Promise<void> => {
    const go = planMove()
    await removePlan(planId)
    go({ view: 'matrix', planId: null, cell: null })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" aria-label="More of this plan">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {detail.isBuildable && item.state === 'ready' && (
          <Menu.Item leftSection={<IconFileExport size={14} />} onClick={onExport}>
            Export what is missing…
          </Menu.Item>
        )}
        {canRevealInFileManager && (
          <>
            <Menu.Item leftSection={<IconFolderSearch size={14} />} onClick={() => reveal(item.location.token)}>
              Show the plan in the file manager
            </Menu.Item>
            <Menu.Item leftSection={<IconFolderSearch size={14} />} onClick={() => reveal(outputFolder.token)}>
              Show the output folder
            </Menu.Item>
          </>
        )}
        <Menu.Item leftSection={<IconX size={14} />} onClick={() => attempt(remove)}>
          Take out of the list
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** What plan it is, how much of it is done, and what can be done with all of it. */
export function PlanHeader({ planId, detail, table }: Props) {
  const [isExporting, setIsExporting] = useState(false)
  return (
    <ViewHeader
      title={<SafeText text={detail.item.name} />}
      subtitle={
        <span className={styles.subtitle}>
          <a className={styles.back} href={formatRoute({ view: 'matrix', planId: null, cell: null })}>
            Matrix
          </a>
          <PathText path={detail.item.location.displayPath} isMono />
        </span>
      }
    >
      {table.cellCount > 0 && <ProgressLine doneCount={table.doneCount} cellCount={table.cellCount} />}
      <PlanMenu planId={planId} detail={detail} onExport={() => setIsExporting(true)} />
      {isExporting && (
        <ExportDialog planId={planId} planName={detail.item.name} cells={null} onClose={() => setIsExporting(false)} />
      )}
    </ViewHeader>
  )
}
