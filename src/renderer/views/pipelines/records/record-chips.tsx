import { IconCopy } from '@tabler/icons-react'
import { FilterChip } from '../../../components/filter-chip.tsx'
import { attempt } from '../../../stores/notices.ts'
import { fileStateOrder, toggle } from '../../../stores/pipelines/record-query.ts'
import type { RecordsModel } from '../../../stores/pipelines/records-model.ts'
import { fileStateColor, fileStateLooks } from '../looks/file-state.tsx'
import { FilterMenu } from './filter-menu.tsx'
import styles from './records.module.css'

function StateChips({ model }: { readonly model: RecordsModel }) {
  const { query, totals } = model
  if (totals === undefined) return null
  return fileStateOrder
    .filter((state) => totals.stateCounts[state] > 0 || query.states.includes(state))
    .map((state) => {
      const { word, icon: StateIcon, meaning } = fileStateLooks[state]
      const color = fileStateColor(state)
      return (
        <FilterChip
          key={state}
          label={
            <>
              <StateIcon size={13} aria-hidden />
              {word}
            </>
          }
          count={totals.stateCounts[state]}
          isOn={query.states.includes(state)}
          isLoud={state === 'altered' && totals.stateCounts[state] > 0}
          title={meaning}
          {...(color === undefined ? {} : { color })}
          onToggle={() => attempt(() => model.change({ states: toggle(query.states, state) }))}
        />
      )
    })
}

/** What of the records is shown: by the state of their files, version, source, and contents recorded twice. */
export function RecordChips({ model }: { readonly model: RecordsModel }) {
  const { query, totals } = model
  const versions = (totals?.versions ?? []).map(({ version, recordCount }) => ({ value: version, count: recordCount }))
  const sources = (totals?.sources ?? []).map(({ source, recordCount }) => ({ value: source, count: recordCount }))
  return (
    <div className={styles.chips} role="group" aria-label="Filters">
      <StateChips model={model} />
      <FilterChip
        label={
          <>
            <IconCopy size={13} aria-hidden />
            duplicates
          </>
        }
        count={totals?.duplicateCount ?? 0}
        isOn={query.isDuplicate}
        title="Records of contents that more than one manifest has"
        onToggle={() => attempt(() => model.change({ isDuplicate: !query.isDuplicate }))}
      />
      <FilterMenu
        label="Version"
        choices={versions}
        chosen={query.versions}
        onToggle={(version) => attempt(() => model.change({ versions: toggle(query.versions, version) }))}
        onClear={() => attempt(() => model.change({ versions: [] }))}
      />
      <FilterMenu
        label="Source"
        choices={sources}
        chosen={query.sources}
        onToggle={(source) => attempt(() => model.change({ sources: toggle(query.sources, source) }))}
        onClear={() => attempt(() => model.change({ sources: [] }))}
      />
    </div>
  )
}
