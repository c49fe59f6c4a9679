import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop, IconRefresh, IconShieldCheck, IconTerminal2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { CellState as State, MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { copyText } from '../../../components/copy-text.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { useBusy } from '../../../components/use-busy.ts'
import { ViewHeader } from '../../../components/view-header.tsx'
import { quoteCommand } from '../../../format/command-line.ts'
import { useCapabilities } from '../../../stores/app-store.ts'
import { buildCells, cancelBuilds } from '../../../stores/matrix/build-actions.ts'
import type { CellState } from '../../../stores/matrix/cell-detail.ts'
import { isHalfDone, isToBuild, type CellTable } from '../../../stores/matrix/cell-table.ts'
import { attempt, tell } from '../../../stores/notices.ts'
import { formatRoute } from '../../../stores/route-store.ts'
import { RebuildDialog } from '../export/rebuild-dialog.tsx'
import styles from './cell.module.css'

interface Props {
  readonly planId: string
  readonly cell: number
  readonly plan: MatrixDetail
  readonly table: CellTable
  readonly current: CellState
}

function CommandButton({ command }: { readonly command: readonly string[] }) {
  const { platform } = useCapabilities()
  const line = quoteCommand(command, platform)
  return (
    <Tooltip label={`Copy the command that builds it: ${line}`} multiline maw={480}>
      <ActionIcon
        variant="default"
        aria-label="Copy the command that builds it"
        onClick={() => attempt(() => copyText(line).then(() => tell('Copied', line)))}
      >
        <IconTerminal2 size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

function BuildButtons({ planId, cell, plan, table }: Omit<Props, 'current'>) {
  const [isBusy, start] = useBusy()
  const [isAsking, setIsAsking] = useState(false)
  const state: State = table.stateAt(cell)
  if (state === 'building' || state === 'queued') {
    return (
      <Button
        variant="default"
        disabled={isBusy}
        leftSection={<IconPlayerStop size={14} />}
        onClick={() => start(() => cancelBuilds(planId, [cell]))}
      >
        Cancel
      </Button>
    )
  }
  return (
    <>
      {isToBuild(state) && (
        <Button
          disabled={isBusy}
          leftSection={<IconPlayerPlay size={14} />}
          onClick={() => start(() => buildCells(planId, [cell]))}
        >
          {isHalfDone(state) ? 'Build on' : 'Build'}
        </Button>
      )}
      {state !== 'missing' && (
        <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={() => setIsAsking(true)}>
          Rebuild…
        </Button>
      )}
      {isAsking && (
        <RebuildDialog planId={planId} cells={[cell]} table={table} detail={plan} onClose={() => setIsAsking(false)} />
      )}
    </>
  )
}

function VerifyButton({ current }: Pick<Props, 'current'>) {
  const { detail, isVerifying, verify } = current
  if (detail === null || detail.outputSizeBytes === null || detail.recordedSha256 === null) return null
  return (
    <Tooltip label="Reads all of the artifact and compares it with what its build recorded">
      <Button variant="default" loading={isVerifying} leftSection={<IconShieldCheck size={14} />} onClick={verify}>
        Verify artifact
      </Button>
    </Tooltip>
  )
}

/** What cell it is, the ways back, and what can be done with it. */
export function CellHeader(props: Props) {
  const { planId, plan, current } = props
  const { detail } = current
  return (
    <ViewHeader
      title={<SafeText text={detail?.label ?? 'Reading the cell…'} />}
      subtitle={
        <span className={styles.subtitle}>
          <a className={styles.back} href={formatRoute({ view: 'matrix', planId: null, cell: null })}>
            Matrix
          </a>
          <a className={styles.back} href={formatRoute({ view: 'matrix', planId, cell: null })}>
            <SafeText text={plan.item.name} />
          </a>
          {detail !== null && (
            <>
              <span className="mono">
                <SafeText text={detail.permutationId} />
              </span>
              <CopyButton text={detail.permutationId} label="Copy the cell’s id" />
            </>
          )}
        </span>
      }
    >
      <VerifyButton current={current} />
      {detail !== null && plan.isBuildable && <CommandButton command={detail.command} />}
      {detail !== null && plan.isBuildable && <BuildButtons {...props} />}
    </ViewHeader>
  )
}
