import { Button, SegmentedControl } from '@mantine/core'
import type { RefObject } from 'react'
import { FilterChip } from '../../components/filter-chip.tsx'
import { RunStatusBadge } from '../../components/run-status.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { countOf } from '../../format/quantity.ts'
import { changeRunQuery } from '../../stores/ledger-runs/ledger-runs.ts'
import { everyRun, type FilteredRuns, type RunQuery } from '../../stores/ledger-runs/run-filter.ts'
import { presets } from './timeline/time-window.ts'
import styles from './runs.module.css'

const statusOrder = ['failed', 'aborted', 'completed-with-errors', 'cancelled', 'started', 'completed'] as const
const durations = [
  { value: '', label: 'Any length' },
  { value: '5000', label: '> 5 s' },
  { value: '60000', label: '> 1 min' },
  { value: '3600000', label: '> 1 h' },
]

function toggled(list: readonly string[], name: string): string[] {
  return list.includes(name) ? list.filter((other) => other !== name) : [...list, name]
}

export function isNarrowed(query: RunQuery): boolean {
  return JSON.stringify(query) !== JSON.stringify(everyRun)
}

interface ChipProps {
  readonly query: RunQuery
  readonly filtered: FilteredRuns
}

/** What runs there are, by how they ended and by what they did; each chip narrows. */
export function RunChips({ query, filtered }: ChipProps) {
  const { statusCounts, operationCounts } = filtered
  const operations = [...operationCounts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8)
  return (
    <div className={styles.chips} role="group" aria-label="Filters">
      {statusOrder
        .filter((status) => statusCounts.has(status))
        .map((status) => (
          <FilterChip
            key={status}
            label={<RunStatusBadge status={status} />}
            count={statusCounts.get(status) ?? 0}
            isOn={query.statuses.includes(status)}
            onToggle={() => changeRunQuery({ statuses: toggled(query.statuses, status) })}
          />
        ))}
      <span className={styles.gap} />
      {operations.map(([operation, count]) => (
        <FilterChip
          key={operation}
          label={operation}
          count={count}
          isOn={query.operations.includes(operation)}
          onToggle={() => changeRunQuery({ operations: toggled(query.operations, operation) })}
        />
      ))}
    </div>
  )
}

interface ToolbarProps extends ChipProps {
  readonly preset: string | undefined
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onPreset: (label: string) => void
  readonly onLeave: () => void
}

function DurationChoice({ longerThanMs }: { readonly longerThanMs: number | null }) {
  return (
    <select
      className={styles.select}
      aria-label="How long they took"
      value={String(longerThanMs ?? '')}
      onChange={(event) => {
        const { value } = event.currentTarget
        changeRunQuery({ longerThanMs: value === '' ? null : Number(value) })
      }}
    >
      {durations.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

export function RunsToolbar({ query, filtered, preset, inputRef, onPreset, onLeave }: ToolbarProps) {
  return (
    <div className={styles.tools}>
      <SearchField
        className={styles.search}
        label="Search runs"
        value={query.search}
        onChange={(search) => changeRunQuery({ search })}
        onLeave={onLeave}
        inputRef={inputRef}
      />
      <DurationChoice longerThanMs={query.longerThanMs} />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={query.hasErrors}
          onChange={(event) => changeRunQuery({ hasErrors: event.currentTarget.checked })}
        />
        With errors
      </label>
      <span className={styles.count} role="status">
        {isNarrowed(query) &&
          `${countOf(filtered.listed.length, 'run')}${query.span === null ? '' : ' in the stretch'}`}
      </span>
      {isNarrowed(query) && (
        <Button variant="subtle" onClick={() => changeRunQuery(everyRun)}>
          Clear
        </Button>
      )}
      <span className={styles.spring} />
      <SegmentedControl
        aria-label="How much time to show"
        data={[...presets.map(({ label }) => label), 'All']}
        value={preset ?? ''}
        onChange={onPreset}
      />
    </div>
  )
}
