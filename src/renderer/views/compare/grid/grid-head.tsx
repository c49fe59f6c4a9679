import type { ComparisonSort } from '../../../../shared/ipc/comparison-schemas.ts'
import { GridHeaderCell } from '../../../components/grid-header-cell.tsx'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
import type { GridForm } from './grid-columns.ts'
import styles from './head.module.css'

interface ColumnProps {
  readonly model: ComparisonModel
  readonly column: ComparisonSort['column']
  readonly label: string
  readonly isRight?: boolean
}

/** A size is wanted largest first and a time newest first; everything else from its beginning. */
function nextSort(sort: ComparisonSort, column: ComparisonSort['column']): ComparisonSort {
  if (sort.column === column) return { column, isDescending: !sort.isDescending }
  return { column, isDescending: column === 'size' || column === 'modified' }
}

function SortedColumn({ model, column, label, isRight = false }: ColumnProps) {
  const { sort, layout } = model.query
  // A live list keeps the order of discovery; a tree is by name or size.
  const isSortable = model.extent !== 'live' && (layout === 'list' || column === 'path' || column === 'size')
  return (
    <GridHeaderCell
      label={label}
      isRight={isRight}
      sorted={isSortable && sort.column === column ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
      onSort={isSortable ? () => attempt(() => model.change({ sort: nextSort(sort, column) })) : undefined}
    />
  )
}

function SidesHead({ model, hasVerdict }: { readonly model: ComparisonModel; readonly hasVerdict: boolean }) {
  return (
    <div role="presentation" className={styles.two} data-verdict={hasVerdict || undefined}>
      {hasVerdict && <SortedColumn model={model} column="verdict" label="Verdict" />}
      <SortedColumn model={model} column="path" label={model.query.layout === 'tree' ? 'Name' : 'Path'} />
      <span className={styles.left} aria-hidden>
        Baseline
      </span>
      <span className={styles.right} aria-hidden>
        Current
      </span>
      <GridHeaderCell label="Size" isRight />
      <GridHeaderCell label="Modified" />
      <GridHeaderCell label="Digest" />
      <SortedColumn model={model} column="size" label="Size" isRight />
      <SortedColumn model={model} column="modified" label="Modified" />
      <GridHeaderCell label="Digest" />
    </div>
  )
}

export function GridHead({ model, form }: { readonly model: ComparisonModel; readonly form: GridForm }) {
  const hasVerdict = model.query.layout === 'list' && form !== 'narrow'
  if (form === 'sides') return <SidesHead model={model} hasVerdict={hasVerdict} />
  return (
    <>
      {hasVerdict && <SortedColumn model={model} column="verdict" label="Verdict" />}
      <SortedColumn model={model} column="path" label={model.query.layout === 'tree' ? 'Name' : 'Path'} />
      <GridHeaderCell label="Change" />
      {form === 'change' && (
        <>
          <SortedColumn model={model} column="size" label="Size" isRight />
          <GridHeaderCell label="Difference" isRight />
        </>
      )}
    </>
  )
}
