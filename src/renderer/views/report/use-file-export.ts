import { useState } from 'react'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { RequestInput, RequestOutput } from '../../../shared/ipc/contract.ts'
import { toWire, request } from '../../bridge/host.ts'
import { useCapabilities } from '../../stores/app-store.ts'
import { pickInApp } from '../../stores/dialog-store.ts'
import { useExportFolder } from './export-folder.ts'

export type NewFile = RequestInput<'report.export'>['file']
export type WrittenFile = RequestOutput<'report.export'>

export type ExportState =
  | { readonly state: 'idle' | 'writing' }
  /** A file of that name is there. */
  | { readonly state: 'exists'; readonly file: NewFile }
  | { readonly state: 'failed'; readonly failure: WireError }
  | { readonly state: 'written'; readonly written: WrittenFile }

export interface FileExport {
  readonly current: ExportState
  /** Asks for a place where need be, and writes there. */
  readonly start: (fileName: string) => void
  /** Replaces the file that is there. */
  readonly replace: () => void
  readonly reset: () => void
}

/** Where to write: by the host's dialog, which asks about replacing too, else in the folder chosen in the app. */
async function placeFile(fileName: string, hasNativeDialogs: boolean): Promise<NewFile | null> {
  if (hasNativeDialogs) {
    const place = await request('location.pickSave', { suggestedName: fileName })
    return place && { folderToken: place.folder.token, fileName: place.fileName, isReplacing: true }
  }
  const folder = useExportFolder.getState().folder ?? (await pickInApp('folder'))
  if (folder === null) return null
  useExportFolder.setState({ folder })
  return { folderToken: folder.token, fileName, isReplacing: false }
}

/** Writes one new file, wherever the user wants it, by what `writeFile` asks of the host. */
export function useFileExport(writeFile: (file: NewFile) => Promise<WrittenFile>): FileExport {
  const [current, setCurrent] = useState<ExportState>({ state: 'idle' })
  const { hasNativeDialogs } = useCapabilities()
  const write = async (findFile: () => Promise<NewFile | null>): Promise<void> => {
    if (current.state === 'writing') return
    setCurrent({ state: 'writing' })
    let file: NewFile | null = null
    try {
      file = await findFile()
      if (file === null) setCurrent({ state: 'idle' })
      else setCurrent({ state: 'written', written: await writeFile(file) })
    } catch (error) {
      const failure = toWire(error)
      if (failure.code === 'already-exists' && file !== null) setCurrent({ state: 'exists', file })
      else setCurrent({ state: 'failed', failure })
    }
  }
  return {
    current,
    start: (fileName) => void write(() => placeFile(fileName, hasNativeDialogs)),
    replace: () => {
      if (current.state !== 'exists') return
      const { file } = current
      void write(() => Promise.resolve({ ...file, isReplacing: true }))
    },
    reset: () => setCurrent({ state: 'idle' }),
  }
}
