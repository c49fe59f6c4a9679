import { IconChevronRight } from '@tabler/icons-react'
import { SafeText } from '../../../components/safe-text.tsx'
import { foldersOf, nameOf } from '../../../format/path.ts'
import { attempt } from '../../../stores/notices.ts'
import type { TableModel } from '../../../stores/table-model.ts'
import styles from './treemap.module.css'

interface Props {
  readonly table: TableModel
  readonly rootName: string
}

/** The way from the whole manifest to the folder shown, each step a button back. */
export function TreemapCrumbs({ table, rootName }: Props) {
  const { folder } = table.query
  const steps = [{ name: nameOf(rootName), path: '' }, ...foldersOf(folder)]
  return (
    <nav className={styles.crumbs} aria-label="Folder shown in the map">
      {steps.map((step, index) => (
        <span key={step.path} className={styles.step}>
          {index > 0 && <IconChevronRight size={12} aria-hidden />}
          <button
            type="button"
            className={styles.crumb}
            aria-current={step.path === folder ? 'page' : undefined}
            onClick={() => attempt(() => table.change({ folder: step.path }))}
          >
            <SafeText text={step.name} />
          </button>
        </span>
      ))}
    </nav>
  )
}
