import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useCallback, type RefObject } from 'react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import type { Verdict } from '../../../shared/model/verdict.ts'
import { FilterChip } from '../../components/filter-chip.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { verdictColor, verdictLooks, verdictOrder } from '../../components/verdict-look.tsx'
import type { FindingsModel } from '../../stores/findings-model.ts'
import { attempt } from '../../stores/notices.ts'
import styles from './verify.module.css'

interface Props {
  readonly run: RunSnapshot
  readonly findings: FindingsModel
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
}

function VerdictChips({ run, findings }: Pick<Props, 'run' | 'findings'>) {
  const result = run.result?.kind === 'verify' ? run.result : undefined
  const counts = result?.counts ?? run.counts
  const isListed = (verdict: Verdict): boolean =>
    verdict !== 'unchanged' && (verdict !== 'touched' || (result?.isStrict ?? false))
  const shown = verdictOrder.filter((verdict) => isListed(verdict) && (counts[verdict] ?? 0) > 0)
  const toggle = (verdict: Verdict): void => {
    const isOn = findings.verdicts.includes(verdict)
    const verdicts = isOn ? findings.verdicts.filter((other) => other !== verdict) : [...findings.verdicts, verdict]
    attempt(() => findings.filter({ verdicts }))
  }
  return (
    <div className={styles.chips} role="group" aria-label="Filter by verdict">
      {shown.map((verdict) => {
        const { icon: VerdictIcon, word, meaning } = verdictLooks[verdict]
        return (
          <FilterChip
            key={verdict}
            label={
              <>
                <VerdictIcon size={13} stroke={2} aria-hidden />
                {word}
              </>
            }
            count={counts[verdict] ?? 0}
            isOn={findings.verdicts.includes(verdict)}
            color={verdictColor(verdict)}
            isLoud={verdict === 'suspected-corruption'}
            title={meaning}
            onToggle={() => toggle(verdict)}
          />
        )
      })}
    </div>
  )
}

export function FindingsToolbar({ run, findings, inputRef, onLeave }: Props) {
  const search = useCallback((text: string) => attempt(() => findings.filter({ search: text })), [findings])
  return (
    <div className={styles.toolbar}>
      <SearchField
        className={styles.search}
        label="Search the findings"
        value={findings.search}
        onChange={search}
        onLeave={onLeave}
        inputRef={inputRef}
      />
      <VerdictChips run={run} findings={findings} />
      <Tooltip label="Previous finding (p)">
        <ActionIcon aria-label="Previous finding" onClick={() => findings.step(-1)}>
          <IconChevronUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next finding (n)">
        <ActionIcon aria-label="Next finding" onClick={() => findings.step(1)}>
          <IconChevronDown size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
