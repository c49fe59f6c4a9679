import { IconShieldX } from '@tabler/icons-react'
import type { SealState } from '../../shared/model/manifest.ts'
import { SafeText } from './safe-text.tsx'
import styles from './seal-alert.module.css'

interface Props {
  readonly seal: SealState | undefined
  /** Which manifest, at the beginning of a sentence. */
  readonly subject?: string
  /** What not to rely on. */
  readonly advice?: string
}

const entriesAdvice = 'Do not rely on its entries. Compare it with a copy kept elsewhere, or take a new snapshot.'

/** The loudest thing in the view: what is shown below may have been altered. */
export function SealAlert({ seal, subject = 'This manifest', advice = entriesAdvice }: Props) {
  if (seal?.state !== 'broken') return null
  return (
    <div className={styles.alert} role="alert">
      <IconShieldX size={24} aria-hidden />
      <div>
        <strong>The seal is broken. {subject} was altered after it was written.</strong>
        <p>
          {seal.reason !== undefined && <SafeText text={`${seal.reason} `} />}
          {advice}
        </p>
      </div>
    </div>
  )
}
