import { Button, CloseButton } from '@mantine/core'
import { IconCopy, IconFileExport } from '@tabler/icons-react'
import { formatCount } from '../../../format/quantity.ts'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { copyChosen, exportChosen } from '../comparison-actions.ts'
import styles from './toolbar.module.css'

/** How many rows are chosen, and what can be done with them. */
export function ChosenBar({ model, count }: { readonly model: ComparisonModel; readonly count: number }) {
  return (
    <div className={styles.chosen} role="group" aria-label="Chosen rows">
      <span role="status">{formatCount(count)} selected</span>
      <Button variant="default" leftSection={<IconCopy size={14} />} onClick={() => copyChosen(model)}>
        Copy
      </Button>
      <Button variant="default" leftSection={<IconFileExport size={14} />} onClick={() => exportChosen(model)}>
        Export…
      </Button>
      <CloseButton size="sm" aria-label="Select none" title="Select none" onClick={() => model.chooseNone()} />
    </div>
  )
}
