import { IconShieldX } from '@tabler/icons-react'
import type { SealState } from '../../../shared/model/manifest.ts'
import { SafeText } from '../../components/safe-text.tsx'
import styles from './manifest.module.css'

/** The loudest thing in the view: what is shown below may have been altered. */
export function SealAlert({ seal }: { readonly seal: SealState }) {
  if (seal.state !== 'broken') return null
  return (
    <div className={styles.alert} role="alert">
      <IconShieldX size={24} aria-hidden />
      <div>
        <strong>The seal is broken: this manifest was altered after it was written.</strong>
        <p>
          {seal.reason !== undefined && <SafeText text={`${seal.reason} `} />}
          Do not rely on its entries. Compare it with a copy kept elsewhere, or take a new snapshot.
        </p>
      </div>
    </div>
  )
}
