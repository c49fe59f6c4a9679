import { splitUnsafe } from '../format/safe-text.ts'
import styles from './path-text.module.css'

/** A name from the file system: isolated from the text around it, invisible characters shown as escapes. */
export function SafeText({ text }: { readonly text: string }) {
  const parts = splitUnsafe(text)
  const [only] = parts
  if (parts.length === 1 && only !== undefined && !only.isEscaped) return <bdi>{text}</bdi>
  return (
    <bdi>
      {parts.map((part, index) =>
        part.isEscaped ? (
          // oxlint-disable-next-line react/no-array-index-key -- parts of one text have no other identity
          <span key={index} className={styles.escape}>
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  )
}
