import { Button, Checkbox, Popover, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { walkByArrows } from '../../../components/arrow-walk.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { formatCount } from '../../../format/quantity.ts'
import styles from './filter-menu.module.css'

interface Choice {
  readonly value: string
  readonly count: number
}

interface Props {
  /** "Version": of what is chosen. */
  readonly label: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly onToggle: (value: string) => void
  readonly onClear: () => void
}

const searchedFrom = 9

/** Chosen ones stay in the list though nothing of them is left. */
function withChosen(choices: readonly Choice[], chosen: readonly string[]): Choice[] {
  const known = new Set(choices.map(({ value }) => value))
  const gone = chosen.filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }))
  return [...choices, ...gone]
}

function ChoiceList({ label, choices, chosen, onToggle, onClear }: Props) {
  const [search, setSearch] = useState('')
  const all = withChosen(choices, chosen)
  const shown = all.filter(({ value }) => value.toLowerCase().includes(search.toLowerCase()))
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys move among the checkboxes inside
    <div className={styles.menu} onKeyDown={(event) => walkByArrows(event, 'input')}>
      {all.length >= searchedFrom && (
        <TextInput
          aria-label={`Search in ${label.toLowerCase()}s`}
          placeholder="Search…"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul className={styles.choices}>
        {shown.map(({ value, count }) => (
          <li key={value}>
            <Checkbox
              checked={chosen.includes(value)}
              onChange={() => onToggle(value)}
              label={
                <span className={styles.choice}>
                  <span className={styles.value}>{value === '' ? 'none' : <SafeText text={value} />}</span>
                  <span className={styles.count}>{formatCount(count)}</span>
                </span>
              }
            />
          </li>
        ))}
        {shown.length === 0 && <li className={styles.none}>None has “{search}” in it.</li>}
      </ul>
      {choices.length >= 200 && <p className={styles.none}>The 200 most frequent. Search the table for others.</p>}
      {chosen.length > 0 && (
        <Button variant="subtle" size="compact-xs" onClick={onClear}>
          Any {label.toLowerCase()}
        </Button>
      )}
    </div>
  )
}

/** Which of many values are shown, behind one button that says what is chosen. */
export function FilterMenu(props: Props) {
  const { label, chosen } = props
  const [only, second] = chosen
  const words = only === undefined ? label : second === undefined ? `${label}: ${only}` : `${label}: ${chosen.length}`
  return (
    <Popover position="bottom-start" shadow="none" transitionProps={{ duration: 80 }} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.button} data-on={chosen.length > 0 || undefined}>
          <span className={styles.words}>
            <SafeText text={words} />
          </span>
          <IconChevronDown size={12} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`${label}s`}>
        <ChoiceList {...props} />
      </Popover.Dropdown>
    </Popover>
  )
}
