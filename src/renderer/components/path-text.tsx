import { splitForMiddleCut } from '../format/path.ts'
import { escapeUnsafe } from '../format/safe-text.ts'
import { SafeText } from './safe-text.tsx'
import styles from './path-text.module.css'

interface Props {
  readonly path: string
  readonly isMono?: boolean
}

/** A path that gives way in its middle when there is no room; the whole of it is the tooltip. */
export function PathText({ path, isMono = false }: Props) {
  const { head, tail } = splitForMiddleCut(path)
  return (
    <span className={`${styles.path} ${isMono ? 'mono' : ''}`} title={escapeUnsafe(path)}>
      {head !== '' && (
        <span className={styles.head}>
          <SafeText text={head} />
        </span>
      )}
      <span className={styles.tail}>
        <bdi dir="ltr">
          <SafeText text={tail} />
        </bdi>
      </span>
    </span>
  )
}
