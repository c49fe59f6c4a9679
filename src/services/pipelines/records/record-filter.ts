import { foldCase } from '../../../engine/index.ts'
import type { RecordQuery } from '../../../shared/ipc/pipeline-schemas.ts'
import { fileStates, stateNumber } from './file-states.ts'
import type { ManifestColumns } from './manifest-columns.ts'
import type { RecordSet } from './record-set.ts'

/** What keeps a record from being shown; nothing of it: the record matches. */
export const hiddenBy = { query: 1, state: 2, version: 4, source: 8, copies: 16 } as const

const digestQuery = /^[0-9a-f]{6,64}$/u

/** Says for each record what hides it, as bits of `hiddenBy`: search and manifests are one. */
export function findHidden(set: RecordSet, query: RecordQuery): Uint8Array {
  const hidden = new Uint8Array(set.count)
  const matches = createSearch(query.search)
  const chosen = new Set(query.manifestKeys)
  set.manifests.forEach((columns, manifest) => {
    const start = set.starts[manifest]!
    if (chosen.size > 0 && !chosen.has(columns.manifestKey)) {
      hidden.fill(hiddenBy.query, start, start + columns.records.length)
      return
    }
    const tests = createTests(set, columns, query)
    for (let at = 0; at < columns.records.length; at += 1) {
      let bits = matches(columns, at) ? 0 : hiddenBy.query
      for (const { bit, isShown } of tests) if (!isShown(at)) bits |= bit
      hidden[start + at] = bits
    }
  })
  return hidden
}

interface Test {
  readonly bit: number
  readonly isShown: (at: number) => boolean
}

function createTests(set: RecordSet, columns: ManifestColumns, query: RecordQuery): Test[] {
  const tests: Test[] = []
  if (query.states.length > 0) {
    const wanted = fileStates.map(() => false)
    for (const state of query.states) wanted[stateNumber(state)] = true
    tests.push({ bit: hiddenBy.state, isShown: (at) => wanted[columns.states[at]!] === true })
  }
  if (query.versions.length > 0) {
    const versions = new Set(query.versions)
    tests.push({ bit: hiddenBy.version, isShown: (at) => versions.has(columns.versions[at]!) })
  }
  if (query.sources.length > 0) {
    const sources = new Set<string | null>(query.sources)
    tests.push({ bit: hiddenBy.source, isShown: (at) => sources.has(columns.sources[at]!) })
  }
  if (query.isDuplicate) {
    tests.push({ bit: hiddenBy.copies, isShown: (at) => set.copyCount(columns.checksums[at]!) > 1 })
  }
  return tests
}

function createSearch(text: string): (columns: ManifestColumns, at: number) => boolean {
  const folded = foldCase(text.trim())
  if (folded === '') return () => true
  const isDigest = digestQuery.test(folded)
  return ({ folded: texts, checksums }, at) =>
    texts[at]!.includes(folded) || (isDigest && checksums[at]!.startsWith(folded))
}
