import { Switch, Textarea } from '@mantine/core'
import { useApp } from '../../stores/app-store.ts'
import type { SnapshotChoices } from './snapshot-options.ts'
import styles from './snapshot-dialog.module.css'

interface Props {
  readonly choices: SnapshotChoices
  readonly onChange: (part: Partial<SnapshotChoices>) => void
}

const noGlobs: readonly string[] = []

/** The files operating systems litter folders with: shown, and switchable. */
export function JunkSwitch({ isOn, onChange }: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }) {
  const junkGlobs = useApp((state) => state.description?.junkGlobs ?? noGlobs)
  return (
    <div>
      <Switch
        label="Leave out system junk"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <p className={styles.junk} data-off={!isOn || undefined}>
        {junkGlobs.map((glob) => (
          <code key={glob}>{glob}</code>
        ))}
      </p>
    </div>
  )
}

export function FilterChoice({ choices, onChange }: Props) {
  return (
    <>
      <div className={styles.pair}>
        <Textarea
          label="Leave out"
          placeholder={'*.tmp\nnode_modules/'}
          description="Patterns as in .gitignore, one a line"
          rows={3}
          classNames={{ input: styles.patterns ?? '' }}
          value={choices.exclude}
          onChange={(event) => onChange({ exclude: event.currentTarget.value })}
        />
        <Textarea
          label="Take only"
          placeholder="Everything"
          description="Empty takes everything"
          rows={3}
          classNames={{ input: styles.patterns ?? '' }}
          value={choices.include}
          onChange={(event) => onChange({ include: event.currentTarget.value })}
        />
      </div>
      <JunkSwitch isOn={choices.isJunkExcluded} onChange={(isJunkExcluded) => onChange({ isJunkExcluded })} />
    </>
  )
}
