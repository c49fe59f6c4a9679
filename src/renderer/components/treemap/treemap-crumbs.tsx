import { IconChevronRight } from '@tabler/icons-react'
import { SafeText } from '../safe-text.tsx'
import { foldersOf, nameOf } from '../../format/path.ts'
import styles from './treemap.module.css'

interface Props {
  readonly rootName: string
  readonly folder: string
  readonly onShow: (folder: string) => void
}

/** The way from the root to the folder shown, each step a button back. */
export function TreemapCrumbs({ rootName, folder, onShow }: Props) {
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
            onClick={() => onShow(step.path)}
          >
            <SafeText text={step.name} />
          </button>
        </span>
      ))}
    </nav>
  )
}
