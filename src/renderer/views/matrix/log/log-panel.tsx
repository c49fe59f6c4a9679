import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core'
import { IconArrowBarToDown, IconArrowBarToUp, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { CellDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { SearchField } from '../../../components/search-field.tsx'
import { formatPercent, formatSize } from '../../../format/quantity.ts'
import { useFindTarget } from '../../../shell/find-target.ts'
import type { LogLevel, LogModel } from '../../../stores/matrix/log-model.ts'
import type { PhaseChoice } from '../cell/phase-choice.ts'
import { LogLines } from './log-lines.tsx'
import { useLog } from './use-log.ts'
import styles from './log.module.css'

interface Props {
  readonly planId: string
  readonly detail: CellDetail
  readonly chosen: PhaseChoice | null
  readonly onClearPhase: () => void
}

const names: Readonly<Record<LogLevel, string>> = { error: 'Errors', info: 'Info', debug: 'Debug' }

/** Errors say most in the fewest lines; where there are none, what went on. */
function firstLevel(logs: CellDetail['logs']): LogLevel {
  const errors = logs.find(({ level }) => level === 'error')
  return errors !== undefined && errors.sizeBytes > 0 ? 'error' : 'info'
}

function emptyWords(model: LogModel, level: LogLevel, isLive: boolean): string {
  if (!model.isLoaded) return 'Reading…'
  if (model.query.search !== '') return 'No line has that.'
  if (model.query.window !== null) return 'Nothing was logged in this phase.'
  if (level === 'error') return 'No errors.'
  return isLive ? 'Nothing is logged yet.' : 'Nothing was logged.'
}

function whereWords({ lines, sizeBytes, hasEarlier, hasLater }: LogModel): string {
  const first = lines[0]?.atByte ?? 0
  if (!hasEarlier && !hasLater) return formatSize(sizeBytes)
  return `from ${formatPercent(sizeBytes === 0 ? 0 : first / sizeBytes)} of ${formatSize(sizeBytes)}`
}

function PhaseChip({ chosen, onClear }: { readonly chosen: PhaseChoice; readonly onClear: () => void }) {
  return (
    <button type="button" className={styles.chip} title="Show all of the log" onClick={onClear}>
      phase <SafeText text={chosen.name} />
      <IconX size={12} aria-hidden />
    </button>
  )
}

interface EndsProps {
  readonly model: LogModel
  readonly isFollowing: boolean
  readonly onFollow: (isFollowing: boolean) => void
}

function EndButtons({ model, isFollowing, onFollow }: EndsProps) {
  const goToStart = (): void => {
    onFollow(false)
    void model.showStart()
  }
  const goToEnd = (): void => {
    onFollow(true)
    void model.showEnd()
  }
  return (
    <>
      <Tooltip label="To the start of the log">
        <ActionIcon aria-label="To the start of the log" onClick={goToStart}>
          <IconArrowBarToUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Button
        variant={isFollowing ? 'light' : 'default'}
        aria-pressed={isFollowing}
        leftSection={<IconArrowBarToDown size={14} />}
        onClick={goToEnd}
      >
        {isFollowing ? 'Following' : 'To the end'}
      </Button>
    </>
  )
}

function ShownLog({ planId, detail, chosen, onClearPhase }: Props) {
  const { logs, cell } = detail
  const [level, setLevel] = useState<LogLevel>(() => firstLevel(logs))
  const [search, setSearch] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const boxRef = useRef<HTMLElement>(null)
  useFindTarget(inputRef)
  const isLive = detail.state === 'building'
  const sizeBytes = logs.find((log) => log.level === level)?.sizeBytes ?? 0
  const model = useLog(planId, cell, { level, window: chosen?.window ?? null, search }, isLive, sizeBytes)
  const queryKey = [level, chosen?.phase ?? '', search].join(' ')
  const [followed, setFollowed] = useState({ queryKey, isFollowing: true })
  const isFollowing = followed.queryKey === queryKey ? followed.isFollowing : chosen === null
  const follow = (isNow: boolean): void => setFollowed({ queryKey, isFollowing: isNow })
  return (
    <section ref={boxRef} className={styles.panel} aria-label="Logs">
      <div className={styles.tools}>
        <SegmentedControl
          aria-label="Which log"
          data={logs.map((log) => ({ value: log.level, label: `${names[log.level]} ${formatSize(log.sizeBytes)}` }))}
          value={level}
          onChange={setLevel}
        />
        <SearchField
          className={styles.search}
          label="Search the log"
          value={search}
          onChange={setSearch}
          onLeave={() => boxRef.current?.querySelector<HTMLElement>('[role="log"]')?.focus()}
          inputRef={inputRef}
          delayMs={200}
        />
        {chosen !== null && <PhaseChip chosen={chosen} onClear={onClearPhase} />}
        <span className={styles.spring} />
        <span className={styles.where}>{model.isLoaded && whereWords(model)}</span>
        <EndButtons model={model} isFollowing={isFollowing} onFollow={follow} />
      </div>
      {model.failure !== null && <FailurePanel failure={model.failure} />}
      {model.lines.length === 0 ? (
        <p className={styles.none}>{emptyWords(model, level, isLive)}</p>
      ) : (
        <LogLines key={queryKey} model={model} isFollowing={isFollowing} onFollow={follow} />
      )}
    </section>
  )
}

/** The three logs of a build, as long as its staging folder is there. */
export function LogPanel(props: Props) {
  const { logs, runs, state } = props.detail
  if (logs.length > 0) return <ShownLog {...props} />
  return (
    <section className={styles.panel} aria-label="Logs">
      <p className={styles.none}>
        {state === 'done' && runs.length > 0
          ? 'A build that succeeds leaves no log: its staging folder goes with it. Its run in the ledger tells what happened.'
          : 'No log: nothing is being built here.'}
      </p>
    </section>
  )
}
