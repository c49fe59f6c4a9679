import { CloseButton } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { PathText } from '../../../components/path-text.tsx'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
import styles from './toolbar.module.css'

/** The folder the comparison is narrowed to, and the way out. */
export function FolderChip({ model }: { readonly model: ComparisonModel }) {
  const { folder } = model.query
  if (folder === '') return null
  return (
    <span className={styles.folder}>
      <IconFolder size={13} aria-hidden />
      <PathText path={folder} />
      <CloseButton
        size="xs"
        aria-label="Show all folders"
        onClick={() => attempt(() => model.change({ folder: '' }))}
      />
    </span>
  )
}
