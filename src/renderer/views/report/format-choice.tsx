import { reportFormats, type ReportFormat } from '../../../shared/model/report.ts'
import { formatLooks } from './report-formats.ts'
import styles from './report.module.css'

interface Props {
  readonly format: ReportFormat
  readonly onChange: (format: ReportFormat) => void
}

/** The five renderings, each with what it is for. */
export function FormatChoice({ format, onChange }: Props) {
  return (
    <fieldset className={styles.formats}>
      <legend className={styles.label}>Format</legend>
      {reportFormats.map((candidate) => {
        const { name, icon: FormatIcon, use } = formatLooks[candidate]
        return (
          <label key={candidate} className={styles.format}>
            <input
              type="radio"
              name="report-format"
              className="visually-hidden"
              checked={candidate === format}
              {...(candidate === format ? { 'data-autofocus': true } : {})}
              onChange={() => onChange(candidate)}
            />
            <FormatIcon size={20} stroke={1.5} aria-hidden />
            <span className={styles.formatWords}>
              <strong>{name}</strong>
              <span>{use}</span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
