import { Button } from '@mantine/core'
import { IconShield, IconShieldCheck, IconShieldOff, IconShieldX } from '@tabler/icons-react'
import type { SealState } from '../../../shared/model/manifest.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Fact } from '../../components/facts.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { shortenDigest } from '../../format/digest.ts'
import { checkSeal, type OpenedManifest } from '../../stores/manifests-store.ts'
import styles from './manifest.module.css'

const looks = {
  intact: { icon: IconShieldCheck, word: 'intact', tone: styles.good },
  broken: { icon: IconShieldX, word: 'broken', tone: styles.bad },
  'not-checked': { icon: IconShield, word: 'not checked', tone: styles.dim },
  'not-checkable': { icon: IconShieldOff, word: 'not checkable in this layout', tone: styles.dim },
  none: { icon: IconShieldOff, word: 'none', tone: styles.dim },
} as const

function canCheck(state: SealState['state']): boolean {
  return state === 'not-checked' || state === 'intact' || state === 'broken'
}

/** The state of the seal, its root, and the button that recomputes it. */
export function SealFact({ opened }: { readonly opened: OpenedManifest }) {
  const { seal } = opened.summary
  const { icon: SealIcon, word, tone } = looks[seal.state]
  const [isBusy, run] = useBusy()
  return (
    <Fact label="Seal">
      <span className={`${styles.seal} ${tone ?? ''}`} title={seal.reason} role="status">
        <SealIcon size={15} aria-hidden />
        {isBusy ? 'checking…' : word}
      </span>
      {seal.root !== undefined && (
        <>
          <span className={`mono ${styles.dim}`} title={seal.root}>
            {shortenDigest(seal.root)}
          </span>
          <CopyButton text={seal.root} label="Copy the seal" />
        </>
      )}
      {canCheck(seal.state) && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={isBusy}
          onClick={() => run(() => checkSeal(opened.manifestId))}
        >
          {seal.state === 'not-checked' ? 'Check seal' : 'Check again'}
        </Button>
      )}
    </Fact>
  )
}
