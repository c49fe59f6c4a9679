import styles from './library.module.css'

const rows = [
  { y: 22, width: 62, tone: styles.good },
  { y: 38, width: 78, tone: styles.good },
  { y: 54, width: 50, tone: styles.edited },
  { y: 70, width: 70, tone: styles.good },
]

/** A manifest with its seal, drawn with the theme's colours. */
export function LibraryPicture() {
  return (
    <svg className={styles.picture} viewBox="0 0 160 104" width={160} height={104} aria-hidden>
      <rect x="26" y="6" width="108" height="92" rx="8" className={styles.sheet} />
      {rows.map((row) => (
        <g key={row.y}>
          <circle cx="40" cy={row.y + 2} r="3" className={row.tone} />
          <rect x="50" y={row.y} width={row.width} height="4" rx="2" className={styles.ink} />
        </g>
      ))}
      <circle cx="130" cy="86" r="14" className={styles.seal} />
      <path d="m124 86 4.4 4.4L136.500 82" className={styles.tick} />
    </svg>
  )
}
