import type { FileState, RecordQuery } from '../../../shared/ipc/pipeline-schemas.ts'

/** Everything, the newest first. */
export const everyRecord: RecordQuery = {
  search: '',
  manifestKeys: [],
  states: [],
  versions: [],
  sources: [],
  isDuplicate: false,
  sort: { column: 'time', isDescending: true },
}

export type SortColumn = RecordQuery['sort']['column']

const firstDescending: ReadonlySet<SortColumn> = new Set(['time', 'size'])

/** Sorted by a column: the other way round where it is already, else the way that is asked for most. */
export function sortBy({ sort }: RecordQuery, column: SortColumn): RecordQuery['sort'] {
  if (sort.column === column) return { column, isDescending: !sort.isDescending }
  return { column, isDescending: firstDescending.has(column) }
}

export function toggle<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value]
}

/** What the filters leave out nothing of. */
export const noFilter: Omit<RecordQuery, 'sort'> = {
  search: '',
  manifestKeys: [],
  states: [],
  versions: [],
  sources: [],
  isDuplicate: false,
}

export function isFiltered(query: RecordQuery): boolean {
  const { search, manifestKeys, states, versions, sources, isDuplicate } = query
  const lists = [manifestKeys, states, versions, sources]
  return search !== '' || isDuplicate || lists.some((list) => list.length > 0)
}

/** Whether records added now come in at the top of the list. */
export function isNewestFirst({ sort }: RecordQuery): boolean {
  return sort.column === 'time' && sort.isDescending
}

/** The loudest first, as chips and counts are listed. */
export const fileStateOrder: readonly FileState[] = [
  'altered',
  'missing',
  'resized',
  'unreadable',
  'not-a-file',
  'outside-root',
  'verified',
  'present',
  'superseded',
  'unchecked',
]

/** States of files that need somebody's attention. */
export const badFileStates: ReadonlySet<FileState> = new Set<FileState>([
  'altered',
  'missing',
  'resized',
  'unreadable',
  'not-a-file',
  'outside-root',
])
