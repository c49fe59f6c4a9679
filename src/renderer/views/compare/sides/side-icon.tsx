import { IconAlertTriangle, IconFileCheck, IconFolder } from '@tabler/icons-react'
import type { SideFacts } from './use-side.ts'

export function SideIcon({ facts, size }: { readonly facts: SideFacts; readonly size: number }) {
  if (facts.problem !== undefined || facts.seal?.state === 'broken') {
    return <IconAlertTriangle size={size} stroke={1.6} color="var(--bad)" aria-hidden />
  }
  const KindIcon = facts.isLive ? IconFolder : IconFileCheck
  return <KindIcon size={size} stroke={1.6} aria-hidden />
}
