import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { MatrixDetail, QueueItem } from '../../../../shared/ipc/matrix-schemas.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { useBusy } from '../../../components/use-busy.ts'
import { countOf, formatCount, formatDuration } from '../../../format/quantity.ts'
import { buildCells } from '../../../stores/matrix/build-actions.ts'
import { isHalfDone, type CellTable } from '../../../stores/matrix/cell-table.ts'
import { chooseJobCount, useJobCount } from '../../../stores/matrix/job-count.ts'
import type { BuildQueue } from '../../../stores/matrix/matrix-store.ts'
import { attempt } from '../../../stores/notices.ts'
import { formatRoute } from '../../../stores/route-store.ts'
import { StateBadge } from '../state-look.tsx'
import { JobChoice } from './job-choice.tsx'
import styles from './queue.module.css'

interface Props {
  readonly planId: string
  readonly detail: MatrixDetail
  readonly table: CellTable
  readonly queue: BuildQueue
}

/** What the expected time is taken from; where there is none, what the place in the queue is taken from. */
function describeSource({ expectedFrom, isCostKnown }: QueueItem, param: string, input: string): string {
  if (expectedFrom === 'cell') return 'as this cell took before'
  if (expectedFrom === 'param') return `as cells of ${param} took`
  if (expectedFrom === 'input') return `as cells of ${input} took`
  return isCostKnown ? 'never built; by its cost' : 'never built; cost unknown'
}

function QueueRow({ planId, detail, table, item }: Omit<Props, 'queue'> & { readonly item: QueueItem }) {
  const { row, column } = table.placeOf(item.cell)
  const source = describeSource(item, detail.params[column]?.label ?? '', detail.inputs[row]?.label ?? '')
  return (
    <li className={styles.item}>
      <a className={styles.itemLink} href={formatRoute({ view: 'matrix', planId, cell: item.cell })}>
        <span className={styles.itemName}>
          <SafeText text={item.label} />
        </span>
        <span className={styles.itemFacts}>
          {isHalfDone(item.state) && <StateBadge state={item.state} />}
          {item.expectedMs !== null && <span>{formatDuration(item.expectedMs)}</span>}
          <span className={styles.itemSource}>{source}</span>
        </span>
      </a>
      {detail.isBuildable && (
        <Tooltip label={isHalfDone(item.state) ? 'Build on from where it stopped' : 'Build this one'}>
          <ActionIcon
            size="sm"
            aria-label={`Build ${item.permutationId}`}
            onClick={() => attempt(() => buildCells(planId, [item.cell]))}
          >
            <IconPlayerPlay size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  )
}

const fewCells = 5

function BuildButtons({ planId, queue }: Pick<Props, 'planId' | 'queue'>) {
  const [isBusy, start] = useBusy()
  const jobCount = useJobCount((state) => state.jobCount)
  const { items, totalCount } = queue
  const build = (count: number): void =>
    start(() =>
      buildCells(
        planId,
        items.slice(0, count).map(({ cell }) => cell),
      ),
    )
  return (
    <div className={styles.buttons}>
      <Button disabled={isBusy} leftSection={<IconPlayerPlay size={14} />} onClick={() => build(1)}>
        Build next
      </Button>
      {totalCount > fewCells && (
        <Button variant="default" disabled={isBusy} onClick={() => build(fewCells)}>
          Next {fewCells}
        </Button>
      )}
      {totalCount > 1 && (
        <Button variant="default" disabled={isBusy} onClick={() => start(() => buildCells(planId, null))}>
          All {formatCount(totalCount)}
        </Button>
      )}
      <JobChoice jobCount={jobCount} onChoose={chooseJobCount} />
    </div>
  )
}

function NothingLeft({ table }: Pick<Props, 'table'>) {
  const openCount = table.countOf('building') + table.countOf('queued')
  return (
    <p className={styles.none}>
      {openCount > 0
        ? `Nothing more to start: ${countOf(openCount, 'cell is', 'cells are')} queued or being built.`
        : 'Nothing is missing: every cell has its artifact.'}
    </p>
  )
}

/** What to build next, cheapest first, and why it is thought to be. */
export function QueuePanel({ planId, detail, table, queue }: Props) {
  const { items, totalCount } = queue
  const more = totalCount - items.length
  return (
    <aside className={styles.panel} aria-label="What to build next">
      <header className={styles.head}>
        <h2>Cheapest next</h2>
        <span className={styles.headCount}>{countOf(totalCount, 'cell')} to build</span>
      </header>
      {items.length === 0 ? (
        <NothingLeft table={table} />
      ) : (
        <>
          {detail.isBuildable && <BuildButtons planId={planId} queue={queue} />}
          <ol className={styles.list}>
            {items.map((item) => (
              <QueueRow key={item.cell} planId={planId} detail={detail} table={table} item={item} />
            ))}
            {more > 0 && <li className={styles.more}>and {countOf(more, 'more cell')}</li>}
          </ol>
        </>
      )}
    </aside>
  )
}
