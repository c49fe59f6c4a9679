import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCircleCheck, IconLoader2, IconPlayerPause, IconX } from '@tabler/icons-react'
import type { RunSnapshot } from '../../shared/model/run.ts'
import { useNow } from '../components/use-now.ts'
import { formatCount, formatPercent } from '../format/quantity.ts'
import { formatAge } from '../format/time.ts'
import { describeEnd } from '../stores/run-announcer.ts'
import { formatRoute, routeOfRun, shownRunId, useRoute } from '../stores/route-store.ts'
import { nameWork, useShortRunName } from '../stores/run-names.ts'
import { hideRun, isActive, useRuns } from '../stores/runs-store.ts'
import { fractionDone } from '../stores/throughput.ts'
import { countFindings, hasFindings } from '../stores/run-findings.ts'
import { lookOfPhase, stateOfWatch } from '../views/watch/watch-look.ts'
import { SidebarLink } from './sidebar-link.tsx'
import styles from './sidebar.module.css'

const maxShown = 8

/** Quiet while there is nothing to tell: a watch may go on for weeks. */
function WatchIcon({ run }: { readonly run: RunSnapshot }) {
  const { icon: PhaseIcon, tone } = lookOfPhase(stateOfWatch(run))
  const isDrifted = hasFindings(run)
  const color = isDrifted ? 'var(--bad)' : tone === 'warn' ? 'var(--warn)' : undefined
  return <PhaseIcon size={16} {...(color === undefined ? {} : { color })} />
}

function RunIcon({ run }: { readonly run: RunSnapshot }) {
  if (run.kind === 'watch' && run.state === 'running') return <WatchIcon run={run} />
  if (run.state === 'running') return <IconLoader2 size={16} className={styles.spin} />
  if (run.state === 'paused') return <IconPlayerPause size={16} />
  if (run.state === 'cancelled') return <IconBan size={16} />
  const { color } = describeEnd(run)
  if (color === 'green') return <IconCircleCheck size={16} color="var(--good)" />
  return <IconAlertTriangle size={16} color={color === 'red' ? 'var(--bad)' : 'var(--warn)'} />
}

/** How far it is; of a watch, which is never done, how much it finds. */
function describeProgress(run: RunSnapshot, fraction: number | null): { note?: string } {
  if (run.kind === 'watch') return hasFindings(run) ? { note: formatCount(countFindings(run)) } : {}
  return fraction === null ? {} : { note: formatPercent(fraction) }
}

function RunItem({ run }: { readonly run: RunSnapshot }) {
  const isCurrent = useRoute(({ route }) => shownRunId(route) === run.runId)
  const name = useShortRunName(run)
  const isRunActive = isActive(run.state)
  const nowMs = useNow()
  const fraction = run.kind === 'watch' ? null : fractionDone(run.progress)
  const work = nameWork(run.kind)
  const dismiss = (
    <ActionIcon
      size="xs"
      className={styles.close}
      title="Hide"
      aria-label={`Hide ${work}`}
      onClick={() => hideRun(run.runId)}
    >
      <IconX size={12} />
    </ActionIcon>
  )
  return (
    <SidebarLink
      href={formatRoute(routeOfRun(run))}
      isCurrent={isCurrent}
      icon={<RunIcon run={run} />}
      label={name}
      title={`${isRunActive ? work : describeEnd(run).title}: ${run.directory}`}
      {...(isRunActive
        ? { ...(run.kind === 'watch' ? {} : { progress: fraction }), ...describeProgress(run, fraction) }
        : { action: dismiss, note: formatAge(run.startedUtc, nowMs) })}
    />
  )
}

/** Work under way and lately ended, newest first. */
export function SidebarRuns() {
  const runs = useRuns((state) => state.runs)
  const hidden = useRuns((state) => state.hidden)
  const shown = [...runs.values()]
    .filter((run) => !hidden.has(run.runId))
    .toSorted((a, b) => b.startedUtc.localeCompare(a.startedUtc))
    .slice(0, maxShown)
  if (shown.length === 0) return null
  return (
    <section aria-label="Work">
      <h2 className={styles.heading}>Work</h2>
      <ul>
        {shown.map((run) => (
          <RunItem key={run.runId} run={run} />
        ))}
      </ul>
    </section>
  )
}
