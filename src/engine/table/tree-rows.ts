import type { FolderExpansion } from './folder-expansion.ts'
import type { FolderIndex } from './folder-index.ts'
import type { FolderTree } from './folder-tree.ts'
import { groupItems } from './grouping.ts'

/** A folder's row is the complement of its number, which is negative; an entry's row is its index. */
export function rowOfFolder(folder: number): number {
  return ~folder
}

export function isFolderRow(row: number): boolean {
  return row < 0
}

export function folderOfRow(row: number): number {
  return ~row
}

/**
 * The rows of a tree as they are shown below `focus`: at each level folders first, then entries. Opening and closing
 * a folder splices its rows in and out.
 */
export class TreeRows {
  rows: Int32Array
  private readonly folders: FolderIndex
  private readonly tree: FolderTree
  private readonly expansion: FolderExpansion
  private readonly focus: number

  constructor(folders: FolderIndex, tree: FolderTree, expansion: FolderExpansion, focus: number) {
    this.folders = folders
    this.tree = tree
    this.expansion = expansion
    this.focus = focus
    this.rows = this.listBelow(focus)
  }

  setOpen(folder: number, isOpen: boolean): void {
    if (this.expansion.isOpen(folder) === isOpen) return
    this.expansion.setOpen(folder, isOpen)
    const at = this.rows.indexOf(rowOfFolder(folder))
    if (at < 0) return
    if (isOpen) this.splice(at + 1, 0, this.listBelow(folder))
    else this.splice(at + 1, this.countShownBelow(at), new Int32Array(0))
  }

  setAllOpen(isOpen: boolean): void {
    this.expansion.setAllOpen(isOpen)
    this.rows = this.listBelow(this.focus)
  }

  /** Opens `folder` and all folders it is in. */
  reveal(folder: number): void {
    let outermostClosed = -1
    for (let at = folder; at > this.focus; at = this.folders.parents[at]!) {
      if (this.expansion.isOpen(at)) continue
      if (outermostClosed >= 0) this.expansion.setOpen(outermostClosed, true)
      outermostClosed = at
    }
    if (outermostClosed >= 0) this.setOpen(outermostClosed, true)
  }

  private splice(at: number, removedCount: number, added: Int32Array): void {
    const next = new Int32Array(this.rows.length - removedCount + added.length)
    next.set(this.rows.subarray(0, at))
    next.set(added, at)
    next.set(this.rows.subarray(at + removedCount), at + added.length)
    this.rows = next
  }

  private countShownBelow(at: number): number {
    const depth = this.depthOfRow(this.rows[at]!)
    let end = at + 1
    while (end < this.rows.length && this.depthOfRow(this.rows[end]!) > depth) end++
    return end - at - 1
  }

  private depthOfRow(row: number): number {
    const folder = isFolderRow(row) ? folderOfRow(row) : this.folders.folderOfEntry[row]!
    return this.folders.depths[folder]! + (isFolderRow(row) ? 0 : 1)
  }

  /** The rows below a folder, without recursion: a path may have thousands of components. */
  private listBelow(top: number): Int32Array {
    const { childFolders, childEntries, entryCounts } = this.tree
    const folderCount = this.folders.endFolders[top]! - top - 1
    const rows = new Int32Array(entryCounts[top]! + Math.min(folderCount, childFolders.items.length))
    const openFolders = [top]
    const nextChildren = [childFolders.starts[top]!]
    let length = 0
    while (openFolders.length > 0) {
      const folder = openFolders.at(-1)!
      const at = nextChildren.at(-1)!
      if (at < childFolders.starts[folder + 1]!) {
        const child = childFolders.items[at]!
        nextChildren[nextChildren.length - 1] = at + 1
        rows[length++] = rowOfFolder(child)
        if (!this.expansion.isOpen(child)) continue
        openFolders.push(child)
        nextChildren.push(childFolders.starts[child]!)
      } else {
        const entries = groupItems(childEntries, folder)
        rows.set(entries, length)
        length += entries.length
        openFolders.pop()
        nextChildren.pop()
      }
    }
    return rows.slice(0, length)
  }
}
