import { useEffect, useState } from 'react'
import { locateDropped } from '../bridge/host.ts'
import { addFile } from '../stores/actions.ts'
import { useCapabilities } from '../stores/app-store.ts'
import { queueDialog } from '../stores/dialog-store.ts'
import { attempt, tell } from '../stores/notices.ts'
import { useDropTaker, type Dropped, type DropWords } from './drop-taker.ts'
import styles from './shell.module.css'

/** What was dropped: the entry says whether it is a folder before its path is known. */
async function locate(item: DataTransferItem): Promise<Dropped[]> {
  const isFolder = item.webkitGetAsEntry()?.isDirectory ?? false
  const file = item.getAsFile()
  if (file === null) return []
  return [{ location: await locateDropped(file), type: isFolder ? 'folder' : 'manifest' }]
}

async function takeAlone(item: DataTransferItem): Promise<void> {
  for (const { location, type } of await locate(item)) {
    if (type === 'folder') queueDialog({ kind: 'snapshot', location, baseManifestId: null })
    else await addFile(location)
  }
}

/** Files of which no path is told, and whether all that was dropped are such: a folder has no contents of its own. */
function filesOf(items: readonly DataTransferItem[]): { files: File[]; hasFolder: boolean } {
  const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory ?? false)
  const files = items.filter((item) => !folders.includes(item)).flatMap((item) => item.getAsFile() ?? [])
  return { files, hasFolder: folders.length > 0 }
}

function takeUnresolved(items: readonly DataTransferItem[]): void {
  const { takeFiles } = useDropTaker.getState()
  const { files, hasFolder } = filesOf(items)
  if (takeFiles !== null && files.length > 0) takeFiles(files)
  if (takeFiles !== null && !hasFolder) return
  tell(
    'A dropped folder cannot be found from here',
    'Use “Snapshot a folder” or “Open a manifest” and choose it there.',
  )
}

function takeItems(items: readonly DataTransferItem[], target: EventTarget | null): void {
  const { take } = useDropTaker.getState()
  if (take === null) for (const item of items) attempt(() => takeAlone(item))
  else attempt(async () => take((await Promise.all(items.map(locate))).flat(), target))
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

function useFileDrop(canResolve: boolean): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const handleOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    const handleLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    const handleDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setIsOver(false)
      const items = [...(event.dataTransfer?.items ?? [])].filter((item) => item.kind === 'file')
      if (canResolve) takeItems(items, event.target)
      else takeUnresolved(items)
    }
    window.addEventListener('dragover', handleOver)
    window.addEventListener('dragleave', handleLeave)
    window.addEventListener('drop', handleDrop)
    return () => {
      window.removeEventListener('dragover', handleOver)
      window.removeEventListener('dragleave', handleLeave)
      window.removeEventListener('drop', handleDrop)
    }
  }, [canResolve])
  return isOver
}

const windowWords: DropWords = { title: 'Drop to take it in', text: 'A folder starts a snapshot, a manifest opens.' }
const noWords: DropWords = {
  title: 'Dropping does not work here',
  text: 'This window is not told where dropped files lie. Choose the folder or manifest instead.',
}

/** Takes folders and manifests dropped anywhere in the window. */
export function DropZone() {
  const { canResolveDroppedFiles } = useCapabilities()
  const { take, takeFiles, words } = useDropTaker()
  const isOver = useFileDrop(canResolveDroppedFiles)
  const isTakenByView = canResolveDroppedFiles ? take !== null : takeFiles !== null
  // A view with places of its own to drop on shows them, uncovered.
  if (!isOver || (isTakenByView && words === null)) return null
  const { title, text } = (isTakenByView ? words : null) ?? (canResolveDroppedFiles ? windowWords : noWords)
  return (
    <div className={styles.drop}>
      <div className={styles.dropCard}>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
    </div>
  )
}
