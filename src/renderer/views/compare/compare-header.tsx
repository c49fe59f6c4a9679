import { ActionIcon, Checkbox, Tooltip } from '@mantine/core'
import { IconArrowsUpDown, IconReplace, IconRefresh } from '@tabler/icons-react'
import type { RunSide, RunSnapshot, Side } from '../../../shared/model/run.ts'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { escapeUnsafe } from '../../format/safe-text.ts'
import { useViewKey } from '../../shell/use-view-key.ts'
import { changeSide, compareAgain, swapSides } from '../../stores/compare-actions.ts'
import { toDraftSide, type DraftSide, type SideName } from '../../stores/draft-store.ts'
import { useLibrary } from '../../stores/library-store.ts'
import { formatRoute } from '../../stores/route-store.ts'
import { useRunName } from '../../stores/run-names.ts'
import { isActive } from '../../stores/runs-store.ts'
import { ReportButton } from '../report/report-button.tsx'
import { RunControls } from '../run/run-controls.tsx'
import { RunLogLink } from '../run/run-log-link.tsx'
import { SideFactsLine } from './sides/side-facts.tsx'
import { SideIcon } from './sides/side-icon.tsx'
import { sideWords } from './sides/side-look.ts'
import { useSide } from './sides/use-side.ts'
import styles from './compare-header.module.css'

interface LineProps {
  readonly run: RunSnapshot
  readonly name: SideName
  readonly side: RunSide
}

function resultSide(run: RunSnapshot, name: SideName): Side | undefined {
  return run.result?.kind === 'compare' ? run.result[name] : undefined
}

/** Follows the library, which may get to know a manifest later. */
function useDraftSide(side: RunSide): DraftSide {
  useLibrary((state) => state.folders)
  return toDraftSide(side)
}

function LinkedName({ side, name }: { readonly side: DraftSide; readonly name: string }) {
  if (side.type === 'location') return <SafeText text={name} />
  return (
    <a href={formatRoute({ view: 'manifest', manifestId: side.manifestId })}>
      <SafeText text={name} />
    </a>
  )
}

function SideLine({ run, name, side }: LineProps) {
  const draft = useDraftSide(side)
  const facts = useSide(draft, resultSide(run, name))
  const [isBusy, change] = useBusy()
  const path = facts.path || side.location.displayPath
  const label = `Choose another ${sideWords[name].name.toLowerCase()} side`
  return (
    <div className={styles.line} role="group" aria-label={sideWords[name].name}>
      <span className={styles.label}>{sideWords[name].name}</span>
      <SideIcon facts={facts} size={16} />
      <span className={styles.words}>
        <span className={styles.name} title={escapeUnsafe(path)}>
          <LinkedName side={draft} name={facts.name} />
        </span>
        <span className={styles.path}>
          <PathText path={path} isMono />
        </span>
      </span>
      <SideFactsLine facts={facts} isCells />
      <Tooltip label={`${label}…`}>
        <ActionIcon
          size="sm"
          className={styles.change}
          aria-label={label}
          disabled={isBusy || isActive(run.state)}
          onClick={() => change(() => changeSide(run, name))}
        >
          <IconReplace size={14} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function EndedActions({ run }: { readonly run: RunSnapshot }) {
  const [isBusy, change] = useBusy()
  const isStrict = run.isStrict ?? false
  return (
    <>
      <Tooltip label="Count touched files as findings; compares again">
        <Checkbox
          label="Strict"
          checked={isStrict}
          disabled={isBusy}
          onChange={() => change(() => compareAgain(run, { isStrict: !isStrict }))}
        />
      </Tooltip>
      <Tooltip label="Compare again">
        <ActionIcon
          variant="default"
          aria-label="Compare again"
          disabled={isBusy}
          onClick={() => change(() => compareAgain(run))}
        >
          <IconRefresh size={16} />
        </ActionIcon>
      </Tooltip>
      <ReportButton subject={{ type: 'run', runId: run.runId }} />
    </>
  )
}

function SwapButton({ run }: { readonly run: RunSnapshot }) {
  const [isBusy, change] = useBusy()
  const isDisabled = isBusy || isActive(run.state)
  const swap = (): void => {
    if (!isDisabled) change(() => swapSides(run))
  }
  useViewKey('x', swap)
  return (
    <Tooltip label="Compare the other way round (x)">
      <ActionIcon variant="default" aria-label="Swap the sides" disabled={isDisabled} onClick={swap}>
        <IconArrowsUpDown size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

/** The two sides of a comparison, one line each, and what can be done with them. */
export function CompareHeader({ run }: { readonly run: RunSnapshot }) {
  const { sides } = run
  const title = useRunName(run)
  return (
    <header className={styles.header}>
      <h1 className="visually-hidden">{title}</h1>
      <div className={styles.lines}>
        {sides !== undefined && (
          <>
            <SideLine run={run} name="left" side={sides.left} />
            <SideLine run={run} name="right" side={sides.right} />
          </>
        )}
      </div>
      <div className={styles.actions}>
        {sides !== undefined && <SwapButton run={run} />}
        <RunLogLink runId={run.runId} />
        {isActive(run.state) ? <RunControls run={run} /> : <EndedActions run={run} />}
      </div>
    </header>
  )
}
