import { useCallback } from 'react'
import { useTakeDropped, type Dropped } from '../../shell/drop-taker.ts'
import { addFile } from '../../stores/actions.ts'
import { queueDialog } from '../../stores/dialog-store.ts'
import { addPlan } from '../../stores/matrix/plans-store.ts'
import { attempt } from '../../stores/notices.ts'

const planName = /\.(?:json|ya?ml)$/iu
const manifestName = /\.manifest\.json$/iu
const dropWords = { title: 'Drop to open it', text: 'A plan opens here; a folder starts a snapshot.' }

/** A dropped plan opens; everything else goes where it goes from any view. */
export function useDroppedPlans(): void {
  const take = useCallback((dropped: readonly Dropped[]) => {
    for (const { location, type } of dropped) {
      const path = location.displayPath
      if (type === 'folder') queueDialog({ kind: 'snapshot', location, baseManifestId: null })
      else if (planName.test(path) && !manifestName.test(path)) attempt(() => addPlan(location.token))
      else attempt(() => addFile(location))
    }
  }, [])
  useTakeDropped(take, dropWords)
}
