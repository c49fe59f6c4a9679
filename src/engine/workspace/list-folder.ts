import { opendir, stat } from 'node:fs/promises'
import type { Dirent } from 'node:fs'
import { join } from 'node:path'
import { isManifestName } from '../../shared/model/manifest-names.ts'
import { toReadError } from './read-errors.ts'

/** Shown at most; and read at most before sorting, so that a folder of a million files does not stall the picker. */
const maxListed = 2000
const maxRead = 20_000
const statsAtOnce = 32

export interface FolderItem {
  readonly name: string
  readonly path: string
  readonly type: 'folder' | 'manifest' | 'file'
  readonly isHidden: boolean
  /** Of files only. */
  readonly sizeBytes: number | null
}

export interface FolderList {
  readonly items: FolderItem[]
  readonly isTruncated: boolean
}

const typeOrder = { folder: 0, manifest: 1, file: 2 } as const

/**
 * What a folder holds, for a person to choose from: folders first, then what is named as a manifest, then other files,
 * each by name. Links show as what they lead to; pipes, sockets and devices are left out. At most 2,000 items. Errors:
 * `not-found`, `not-a-directory`, `permission-denied`, `read-failed`.
 */
export async function listFolder(folder: string, showHidden: boolean): Promise<FolderList> {
  const { entries, isTruncated } = await readEntries(folder, showHidden)
  const typed: FolderItem[] = []
  for (let start = 0; start < entries.length; start += statsAtOnce) {
    const batch = entries.slice(start, start + statsAtOnce).map((entry) => typeLink(folder, entry))
    typed.push(...(await Promise.all(batch)).filter((item) => item !== undefined))
  }
  const sorted = typed.toSorted(
    (left, right) => typeOrder[left.type] - typeOrder[right.type] || compareNames(left.name, right.name),
  )
  const items = sorted.slice(0, maxListed)
  return { items: await addSizes(items), isTruncated: isTruncated || sorted.length > maxListed }
}

const collator = new Intl.Collator('en', { numeric: true })

function compareNames(left: string, right: string): number {
  return collator.compare(left, right)
}

async function readEntries(folder: string, showHidden: boolean): Promise<{ entries: Dirent[]; isTruncated: boolean }> {
  const entries: Dirent[] = []
  try {
    for await (const entry of await opendir(folder, { bufferSize: 256 })) {
      if (!showHidden && entry.name.startsWith('.')) continue
      if (entries.length === maxRead) return { entries, isTruncated: true }
      entries.push(entry)
    }
  } catch (error) {
    throw toReadError(error, 'list folder', folder)
  }
  return { entries, isTruncated: false }
}

async function typeLink(folder: string, entry: Dirent): Promise<FolderItem | undefined> {
  const path = join(folder, entry.name)
  // A dangling link leads to nothing that could be chosen.
  const target = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry
  if (target === undefined || (!target.isDirectory() && !target.isFile())) return undefined
  const fileType = isManifestName(entry.name) ? 'manifest' : 'file'
  const type = target.isDirectory() ? 'folder' : fileType
  return { name: entry.name, path, type, isHidden: entry.name.startsWith('.'), sizeBytes: null }
}

async function addSizes(items: FolderItem[]): Promise<FolderItem[]> {
  const sized: FolderItem[] = []
  for (let start = 0; start < items.length; start += statsAtOnce) {
    const batch = items.slice(start, start + statsAtOnce).map(async (item) => {
      if (item.type === 'folder') return item
      const stats = await stat(item.path).catch(() => undefined)
      return { ...item, sizeBytes: stats?.size ?? null }
    })
    sized.push(...(await Promise.all(batch)))
  }
  return sized
}
