import type { ComparisonQuery } from '../../shared/ipc/comparison-schemas.ts'

/** What a report of some rows holds, in words for its cover: picked one by one, or all that a query shows. */
export function describeSelection(rows: readonly number[] | null, query: ComparisonQuery | undefined): string {
  if (rows !== null) return 'rows picked one by one'
  if (query === undefined) return 'every row'
  const verdicts = query.verdicts.length > 0 ? query.verdicts.join(', ') : undefined
  const kinds = verdicts ?? (query.onlyDifferences ? 'every difference' : 'every row')
  const folder = query.folder === '' ? [] : [`below ${JSON.stringify(query.folder)}`]
  const search = query.search === '' ? [] : [`matching ${JSON.stringify(query.search)}`]
  return [kinds, ...folder, ...search].join(', ')
}
