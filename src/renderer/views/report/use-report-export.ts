import { useState } from 'react'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { RequestInput, RequestOutput } from '../../../shared/ipc/contract.ts'
import type { ReportFormat } from '../../../shared/model/report.ts'
import { request, toWire } from '../../bridge/host.ts'
import { useCapabilities } from '../../stores/app-store.ts'
import { pickInApp, type ExportSubject } from '../../stores/dialog-store.ts'
import { useExportFolder } from './export-folder.ts'

type NewFile = RequestInput<'report.export'>['file']

export type ExportState =
  | { readonly state: 'idle' | 'writing' }
  /** A file of that name is there. */
  | { readonly state: 'exists'; readonly file: NewFile }
  | { readonly state: 'failed'; readonly failure: WireError }
  | { readonly state: 'written'; readonly written: RequestOutput<'report.export'> }

export interface ReportExport {
  readonly current: ExportState
  /** Asks for a place where need be, and writes there. */
  readonly start: (fileName: string) => void
  /** Replaces the file that is there. */
  readonly replace: () => void
  readonly reset: () => void
}

function writeReport(subject: ExportSubject, format: ReportFormat, file: NewFile) {
  if (subject.type !== 'selection') return request('report.export', { subject, format, file })
  const { viewId, rows } = subject
  return request('comparison.export', { viewId, rows: rows && [...rows], format, file })
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

export function useReportExport(subject: ExportSubject, format: ReportFormat): ReportExport {
  const [current, setCurrent] = useState<ExportState>({ state: 'idle' })
  const { hasNativeDialogs } = useCapabilities()
  const write = async (findFile: () => Promise<NewFile | null>): Promise<void> => {
    if (current.state === 'writing') return
    setCurrent({ state: 'writing' })
    let file: NewFile | null = null
    try {
      file = await findFile()
      if (file === null) setCurrent({ state: 'idle' })
      else setCurrent({ state: 'written', written: await writeReport(subject, format, file) })
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
