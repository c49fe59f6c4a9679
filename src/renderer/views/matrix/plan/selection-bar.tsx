import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconClipboard, IconFileExport, IconPlayerPlay, IconPlayerStop, IconRefresh, IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { CellState, MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { request } from '../../../bridge/host.ts'
import { copyText } from '../../../components/copy-text.ts'
import { useBusy } from '../../../components/use-busy.ts'
import { countOf, formatCount } from '../../../format/quantity.ts'
import { buildCells, canNameCells, cancelBuilds } from '../../../stores/matrix/build-actions.ts'
import { chosenCells, selectNone, type CellSelection } from '../../../stores/matrix/cell-selection.ts'
import { isToBuild, listedStates, type CellTable } from '../../../stores/matrix/cell-table.ts'
import { changePlace } from '../../../stores/matrix/matrix-place.ts'
import { attempt, tell } from '../../../stores/notices.ts'
import { ExportDialog } from '../export/export-dialog.tsx'
import { RebuildDialog } from '../export/rebuild-dialog.tsx'
import { StateBadge, lookOfState } from '../state-look.tsx'
import styles from './selection.module.css'

interface Props {
  readonly planId: string
  readonly detail: MatrixDetail
  readonly table: CellTable
  readonly selection: CellSelection
  readonly onLeave: () => void
}

interface Chosen {
  readonly cells: readonly number[]
  readonly counts: ReadonlyMap<CellState, number>
  readonly toBuild: readonly number[]
  readonly running: readonly number[]
}

function useChosen(selection: CellSelection, table: CellTable): Chosen {
  return useMemo(() => {
    const cells = chosenCells(selection)
    const counts = new Map<CellState, number>()
    for (const cell of cells) counts.set(table.stateAt(cell), (counts.get(table.stateAt(cell)) ?? 0) + 1)
    const inState = (isMeant: (state: CellState) => boolean): number[] =>
      cells.filter((cell) => isMeant(table.stateAt(cell)))
    return {
      cells,
      counts,
      toBuild: inState(isToBuild),
      running: inState((state) => state === 'building' || state === 'queued'),
    }
  }, [selection, table])
}

async function copyCommands(planId: string, cells: readonly number[]): Promise<void> {
  const { text, commandCount } = await request('matrix.commands', {
    planId,
    cells: [...cells],
    format: 'commands',
    isForced: false,
  })
  await copyText(text)
  tell('Copied', `${countOf(commandCount, 'command')}, to be run in the project’s folder`)
}

function Counts({ cells, counts }: Pick<Chosen, 'cells' | 'counts'>) {
  return (
    <p className={styles.words} role="status">
      <strong>{countOf(cells.length, 'cell')}</strong>
      {listedStates
        .filter((state) => counts.has(state))
        .map((state) => (
          <StateBadge
            key={state}
            state={state}
            words={`${formatCount(counts.get(state) ?? 0)} ${lookOfState(state).word}`}
          />
        ))}
    </p>
  )
}

interface BuildButtonsProps {
  readonly planId: string
  readonly chosen: Chosen
  readonly onRebuild: () => void
  /** These buttons go when what they do is done: the focus is not to go with them. */
  readonly onStarted: () => void
  /** Whether what is selected is all that there is to build, or all that is queued or being built. */
  readonly isAllToBuild: boolean
  readonly isAllRunning: boolean
}

function BuildButtons(props: BuildButtonsProps) {
  const { planId, onRebuild, onStarted, isAllToBuild, isAllRunning } = props
  const { toBuild, running } = props.chosen
  const [isBusy, run] = useBusy()
  const start = (work: () => Promise<void>): void => {
    onStarted()
    run(work)
  }
  return (
    <>
      {running.length > 0 && (
        <Button
          variant="default"
          disabled={isBusy}
          leftSection={<IconPlayerStop size={14} />}
          onClick={() => {
            if (isAllRunning) start(() => cancelBuilds(planId, null))
            else if (canNameCells(running.length)) start(() => cancelBuilds(planId, [...running]))
          }}
        >
          Cancel {formatCount(running.length)}
        </Button>
      )}
      {toBuild.length > 0 && (
        <Button
          disabled={isBusy}
          leftSection={<IconPlayerPlay size={14} />}
          onClick={() => {
            if (isAllToBuild) start(() => buildCells(planId, null))
            else if (canNameCells(toBuild.length)) start(() => buildCells(planId, [...toBuild]))
          }}
        >
          Build {formatCount(toBuild.length)}
        </Button>
      )}
      <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRebuild}>
        Rebuild…
      </Button>
    </>
  )
}

function CopyCommands({ planId, cells }: { readonly planId: string; readonly cells: readonly number[] }) {
  const copy = (): void => {
    if (canNameCells(cells.length)) attempt(() => copyCommands(planId, cells))
  }
  return (
    <Tooltip label="Copy the commands that build these cells">
      <ActionIcon variant="default" aria-label="Copy commands" onClick={copy}>
        <IconClipboard size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

/** What is selected, and what can be done with it. */
export function SelectionBar({ planId, detail, table, selection, onLeave }: Props) {
  const chosen = useChosen(selection, table)
  const [dialog, setDialog] = useState<'export' | 'rebuild' | null>(null)
  const close = (): void => setDialog(null)
  const show = (next: 'export' | 'rebuild'): void => {
    if (canNameCells(chosen.cells.length)) setDialog(next)
  }
  const clear = (): void => {
    changePlace(planId, { selection: selectNone(table) })
    onLeave()
  }
  return (
    <section className={styles.bar} aria-label="Selected cells">
      <Counts {...chosen} />
      {detail.isBuildable && (
        <>
          <BuildButtons
            planId={planId}
            chosen={chosen}
            isAllToBuild={chosen.toBuild.length === table.openCount}
            isAllRunning={chosen.running.length === table.countOf('building') + table.countOf('queued')}
            onRebuild={() => show('rebuild')}
            onStarted={onLeave}
          />
          <CopyCommands planId={planId} cells={chosen.cells} />
          <Button variant="default" leftSection={<IconFileExport size={14} />} onClick={() => show('export')}>
            Export…
          </Button>
        </>
      )}
      <Tooltip label="Select nothing (Esc)">
        <ActionIcon aria-label="Select nothing" onClick={clear}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
      {dialog === 'export' && (
        <ExportDialog planId={planId} planName={detail.item.name} cells={chosen.cells} onClose={close} />
      )}
      {dialog === 'rebuild' && (
        <RebuildDialog planId={planId} cells={chosen.cells} table={table} detail={detail} onClose={close} />
      )}
    </section>
  )
}
