import { IconArrowNarrowRight } from '@tabler/icons-react'
import type { ComparisonDetail, LinkedPath } from '../../../../shared/ipc/comparison-schemas.ts'
import { PathText } from '../../../components/path-text.tsx'
import { formatCount } from '../../../format/quantity.ts'
import type { ComparisonModel } from '../../../stores/comparison-model.ts'
import { attempt } from '../../../stores/notices.ts'
import { revealRow } from '../comparison-actions.ts'
import styles from './evidence.module.css'

const headings: Readonly<Record<LinkedPath['relation'], string>> = {
  'moved-from': 'Moved from',
  'moved-to': 'Moved to',
  'group-gone': 'Gone, in this group',
  'group-new': 'New, in this group',
  'copy-of': 'The same content is at',
}
const relations = Object.keys(headings) as LinkedPath['relation'][]

function Link({ link, onGo }: { readonly link: LinkedPath; readonly onGo: (row: number) => void }) {
  const { row } = link
  if (row === null) {
    return (
      <span className={styles.linkless}>
        <PathText path={link.path} isMono />
      </span>
    )
  }
  return (
    <button type="button" className={styles.link} onClick={() => onGo(row)}>
      <PathText path={link.path} isMono />
      <IconArrowNarrowRight size={14} aria-label="go there" />
    </button>
  )
}

/** The other paths a row has to do with, each of which can be gone to. */
export function LinkedPaths({ detail, model }: { readonly detail: ComparisonDetail; readonly model: ComparisonModel }) {
  const go = (row: number): void => attempt(() => revealRow(model, row))
  const moreCount = detail.linkedCount - detail.linked.length
  return (
    <>
      {relations.map((relation) => {
        const links = detail.linked.filter((link) => link.relation === relation)
        if (links.length === 0) return null
        return (
          <section key={relation} className={styles.links}>
            <h3>
              {headings[relation]}
              {links.length > 1 && <span className={styles.linkCount}> {formatCount(links.length)}</span>}
            </h3>
            {links.map((link) => (
              <Link key={`${link.path}:${link.row ?? ''}`} link={link} onGo={go} />
            ))}
          </section>
        )
      })}
      {moreCount > 0 && <p className={styles.dim}>And {formatCount(moreCount)} more.</p>}
    </>
  )
}
