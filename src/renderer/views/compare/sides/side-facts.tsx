import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { tellsSizes } from '../../../../shared/model/manifest-format.ts'
import { SizeText } from '../../../components/size-text.tsx'
import { TimeText } from '../../../components/time-text.tsx'
import { countOf } from '../../../format/quantity.ts'
import { describeSeal, nameFormat } from './side-look.ts'
import type { SideFacts } from './use-side.ts'
import styles from './sides.module.css'

function SealFact({ facts }: { readonly facts: SideFacts }) {
  const { seal, isSealed } = facts
  if (seal === undefined) {
    return isSealed === undefined ? null : <span data-fact="seal">{isSealed ? 'sealed' : 'no seal'}</span>
  }
  const { words, tone } = describeSeal(seal.state)
  return (
    <span className={styles.seal} data-fact="seal" data-tone={tone} title={seal.reason}>
      {tone === 'good' && <IconShieldCheck size={14} aria-hidden />}
      {tone === 'bad' && <IconShieldX size={14} aria-hidden />}
      {words}
    </span>
  )
}

function sizeOf({ totalSizeBytes, format }: SideFacts): number | undefined {
  return format !== undefined && format !== 'folder' && !tellsSizes(format) ? undefined : totalSizeBytes
}

/** When, how much and how trustworthy a side is, in one quiet line; or as the cells of one of several lines. */
export function SideFactsLine({ facts, isCells = false }: { readonly facts: SideFacts; readonly isCells?: boolean }) {
  const { isLive, timestampUtc, fileCount, format } = facts
  const sizeBytes = sizeOf(facts)
  return (
    <span className={isCells ? styles.cells : styles.facts}>
      {isLive && (
        <span className={styles.live} data-fact="when">
          live
        </span>
      )}
      {timestampUtc !== undefined && (
        <span className={styles.strong} data-fact="when">
          <TimeText timestampUtc={timestampUtc} />
        </span>
      )}
      {fileCount !== undefined && <span data-fact="files">{countOf(fileCount, 'file')}</span>}
      {sizeBytes !== undefined && (
        <span data-fact="size">
          <SizeText sizeBytes={sizeBytes} />
        </span>
      )}
      {format !== undefined && format !== 'folder' && <span data-fact="format">{nameFormat(format)}</span>}
      <SealFact facts={facts} />
    </span>
  )
}
