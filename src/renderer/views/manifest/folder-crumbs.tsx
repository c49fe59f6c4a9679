import { CloseButton } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import { PathText } from '../../components/path-text.tsx'
import { attempt } from '../../stores/notices.ts'
import type { TableModel } from '../../stores/table-model.ts'
import styles from './manifest.module.css'

/** The folder the table is narrowed to, and the way out. */
export function FolderCrumbs({ table }: { readonly table: TableModel }) {
  const { folder } = table.query
  if (folder === '') return null
  return (
    <span className={styles.inFolder}>
      <IconFolder size={13} aria-hidden />
      <PathText path={folder} />
      <CloseButton
        size="xs"
        aria-label="Show all folders"
        onClick={() => attempt(() => table.change({ folder: '' }))}
      />
    </span>
  )
}
