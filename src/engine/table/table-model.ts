import type { TableChip, TableQuery } from '../../shared/ipc/table-schemas.ts'
import { foldCase } from './case-folding.ts'
import { pathBytesOf, type SampleEntry } from './table-fixtures.ts'

/** A row of the naive model; the tests compare real rows reduced to the same. */
export type ModelRow =
  | { type: 'entry'; index: number; depth: number }
  | { type: 'folder'; path: string; depth: number; isExpanded: boolean; counts: readonly number[] }

interface ModelEntry extends SampleEntry {
  readonly path: string
  readonly index: number
}

/** The table worked out the slow and obvious way, on objects and strings, to compare the real one with. */
export class TableModel {
  readonly folderPaths: readonly string[]
  private readonly entries: readonly ModelEntry[]
  private readonly openWhileBrowsing = new Set<string>()
  private readonly closedInSearch = new Set<string>()
  private query: TableQuery | undefined

  constructor(entries: readonly SampleEntry[]) {
    this.entries = entries.map((entry, index) => ({ ...entry, path: String(entry.path), index }))
    this.folderPaths = [...new Set(this.entries.flatMap((entry) => ancestorsOf(entry.path)))]
  }

  setQuery(query: TableQuery): void {
    if (this.query?.search !== query.search) this.closedInSearch.clear()
    this.query = query
  }

  toggle(folder: string, isExpanded: boolean, all: boolean): void {
    for (const path of all ? this.folderPaths : [folder]) {
      const isListed = this.query?.search === '' ? isExpanded : !isExpanded
      const list = this.query?.search === '' ? this.openWhileBrowsing : this.closedInSearch
      if (isListed) list.add(path)
      else list.delete(path)
    }
  }

  isOpen(folder: string): boolean {
    return this.query?.search === '' ? this.openWhileBrowsing.has(folder) : !this.closedInSearch.has(folder)
  }

  matched(chips: readonly TableChip[] = this.query?.chips ?? []): ModelEntry[] {
    const { folder = '', search = '' } = this.query ?? {}
    return this.entries.filter((entry) => {
      const isBelow = folder === '' || entry.path.startsWith(`${folder}/`)
      const isChip = chips.length === 0 || chips.some((chip) => hasChip(entry, chip))
      return isBelow && isChip && isFound(entry, search)
    })
  }

  rows(): ModelRow[] {
    const sort = this.query?.sort ?? { column: 'path', isDescending: false }
    const matched = this.matched().toSorted((a, b) => compareEntries(a, b, sort))
    if (this.query?.layout === 'list') return matched.map(({ index }) => ({ type: 'entry', index, depth: 0 }))
    const folder = this.query?.folder ?? ''
    return this.rowsBelow(folder === '' ? '' : `${folder}/`, matched, 0)
  }

  private rowsBelow(prefix: string, matched: readonly ModelEntry[], depth: number): ModelRow[] {
    const below = matched.filter((entry) => entry.path.startsWith(prefix))
    const isDirect = (entry: ModelEntry): boolean => !entry.path.slice(prefix.length).includes('/')
    const names = below
      .filter((entry) => !isDirect(entry))
      .map((entry) => entry.path.slice(prefix.length).split('/')[0])
    const folders = [...new Set(names)].map((name) => this.folderRow(`${prefix}${name}`, below, depth))
    const rows = this.sortFolders(folders).flatMap((row) =>
      row.isExpanded ? [row, ...this.rowsBelow(`${row.path}/`, below, depth + 1)] : [row],
    )
    return [...rows, ...below.filter(isDirect).map(({ index }): ModelRow => ({ type: 'entry', index, depth }))]
  }

  private folderRow(
    path: string,
    matched: readonly ModelEntry[],
    depth: number,
  ): Extract<ModelRow, { type: 'folder' }> {
    const below = matched.filter((entry) => entry.path.startsWith(`${path}/`))
    const sizeBytes = below.reduce((sum, entry) => sum + (entry.sizeBytes ?? 0), 0)
    const errorCount = below.filter((entry) => entry.hasError).length
    return { type: 'folder', path, depth, isExpanded: this.isOpen(path), counts: [below.length, sizeBytes, errorCount] }
  }

  private sortFolders<T extends Extract<ModelRow, { type: 'folder' }>>(folders: readonly T[]): T[] {
    const byName = folders.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
    const sort = this.query?.sort
    if (sort?.column === 'path' && sort.isDescending) return byName.toReversed()
    if (sort?.column !== 'size') return byName
    return byName.toSorted((a, b) => ((a.counts[1] ?? 0) - (b.counts[1] ?? 0)) * (sort.isDescending ? -1 : 1))
  }
}

function ancestorsOf(path: string): string[] {
  const components = path.split('/')
  return components.slice(1).map((_, at) => components.slice(0, at + 1).join('/'))
}

function hasChip(entry: SampleEntry, chip: TableChip): boolean {
  return chip === 'error' ? entry.hasError === true : (entry.kind ?? 'file') === chip
}

function isFound(entry: ModelEntry, search: string): boolean {
  const isDigest = /^[0-9a-f]{6,}$/i.test(search)
  const digest = entry.digest?.padEnd(64, '0')
  return (
    foldCase(entry.path).includes(foldCase(search)) || (isDigest && digest?.startsWith(search.toLowerCase()) === true)
  )
}

const kindOrder = ['file', 'symlink', 'special', 'directory']

function compareEntries(a: ModelEntry, b: ModelEntry, sort: TableQuery['sort']): number {
  const difference = compareBy(a, b, sort.column) * (sort.isDescending ? -1 : 1)
  return difference === 0 ? a.index - b.index : difference
}

function compareBy(a: ModelEntry, b: ModelEntry, column: TableQuery['sort']['column']): number {
  if (column === 'path') return Buffer.compare(pathBytesOf(a), pathBytesOf(b))
  if (column === 'size') return (a.sizeBytes ?? -1) - (b.sizeBytes ?? -1)
  if (column === 'modified') return Number((a.modifiedNs ?? -(2n ** 63n)) - (b.modifiedNs ?? -(2n ** 63n)))
  if (column === 'kind') return kindOrder.indexOf(a.kind ?? 'file') - kindOrder.indexOf(b.kind ?? 'file')
  const digests = [a.digest?.padEnd(64, '0') ?? '', b.digest?.padEnd(64, '0') ?? ''] as const
  return digests[0] < digests[1] ? -1 : digests[0] > digests[1] ? 1 : 0
}
