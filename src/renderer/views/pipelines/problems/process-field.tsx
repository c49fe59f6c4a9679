import { Autocomplete } from '@mantine/core'
import type { Repair } from '../../../../shared/ipc/pipeline-schemas.ts'
import { usualProcesses } from '../../../../shared/model/usual-processes.ts'
import type { ProcessChoice } from './choose-process.ts'
import styles from './problems.module.css'

interface Props {
  readonly repair: Repair
  readonly choice: ProcessChoice
  readonly onType: (text: string) => void
}

/** Asks for the process of a manifest that does not say it any more. */
export function ProcessField({ repair, choice, onType }: Props) {
  const origin = repair.process === null ? 'Its name does not tell it either.' : 'Its name tells this one.'
  return (
    <div>
      <Autocomplete
        classNames={{ wrapper: styles.processField ?? '' }}
        label="Process"
        description={`The manifest does not say its process any more. ${origin}`}
        data={[...usualProcesses]}
        // All are offered, whatever stands there: the field is filled to begin with.
        filter={({ options }) => options}
        spellCheck={false}
        value={choice.text}
        error={choice.error}
        onChange={onType}
      />
      {choice.note !== null && <p className={styles.words}>{choice.note}</p>}
    </div>
  )
}
