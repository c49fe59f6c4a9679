import { describe, expect, it } from 'vitest'
import { isFinding } from '../../shared/model/verdict.ts'
import { formatCapabilities } from '../manifest/formats/format-capabilities.ts'
import { roundLikePython } from '../manifest/formats/python-time.ts'
import { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { entryKinds, type EntryColumns } from '../table/entry-columns.ts'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import { compareRows, createRules, folderCapabilities, type ComparisonRules } from './compare-rows.ts'

interface Side {
  readonly kind?: (typeof entryKinds)[number]
  readonly digest?: string
  readonly algorithm?: DigestAlgorithm
  readonly size?: number
  readonly time?: bigint
  readonly mode?: number
  readonly error?: string
  readonly target?: string
  readonly special?: 'fifo' | 'socket'
}

function columnsOf(side: Side): EntryColumns {
  const builder = new EntryColumnsBuilder([side.algorithm ?? 'sha256'])
  builder.append(entryKinds.indexOf(side.kind ?? 'file'), Buffer.from('path'))
  if (side.size !== undefined) builder.sizes[0] = side.size
  if (side.time !== undefined) builder.modifiedNs[0] = side.time
  if (side.mode !== undefined) builder.modes[0] = side.mode
  if (side.error !== undefined) builder.errors.set(0, { code: side.error, message: 'why' })
  if (side.target !== undefined) builder.targets.set(0, side.target)
  if (side.special !== undefined) builder.specials.set(0, side.special)
  if (side.digest !== undefined) {
    builder.digests.fill(side.digest.charCodeAt(0), 0, builder.digestStride)
    builder.digestFlags[0] = 1
  }
  return builder.finish()
}

function rulesFor(l: EntryColumns, r: EntryColumns, isQuick = false, format = folderCapabilities): ComparisonRules {
  const left = { algorithms: l.algorithms, format, isLive: false }
  return createRules(left, { algorithms: r.algorithms, format: folderCapabilities, isLive: true }, isQuick)
}

function compare(left: Side, right: Side, isQuick = false, format = folderCapabilities): string {
  const [l, r] = [columnsOf(left), columnsOf(right)]
  return compareRows(l, 0, r, 0, rulesFor(l, r, isQuick, format))
}

const file = { digest: 'a', size: 5, time: 100n, mode: 0o644 }

describe('the verdict on one path', () => {
  it.each<[string, string, Side, Side]>([
    ['unchanged', 'everything is the same', file, file],
    ['unchanged', 'the digest is, and a side has no time', file, { digest: 'a', size: 5 }],
    ['touched', 'the digest is, and the time is not', file, { ...file, time: 101n }],
    ['touched', 'the digest is, and the mode is not', file, { ...file, mode: 0o600 }],
    ['edited', 'digest and size differ', file, { ...file, digest: 'b', size: 6 }],
    ['edited', 'digest and time differ', file, { ...file, digest: 'b', time: 101n }],
    ['edited', 'digest and size differ and a side has no time', file, { digest: 'b', size: 6 }],
    ['suspected-corruption', 'the digest alone differs', file, { ...file, digest: 'b' }],
    ['suspected-corruption', 'digest and mode differ, size and time do not', file, { ...file, digest: 'b', mode: 0 }],
    ['changed', 'the digest differs and the left has no time', { digest: 'a', size: 5 }, { ...file, digest: 'b' }],
    ['changed', 'the digest differs and the right has no time', file, { digest: 'b', size: 5 }],
    ['kind-changed', 'a file became a link', file, { kind: 'symlink', target: 'x' }],
    ['kind-changed', 'a link became a file', { kind: 'symlink', target: 'x' }, file],
    ['kind-changed', 'a file became a pipe', file, { kind: 'special', special: 'fifo' }],
    [
      'kind-changed',
      'a pipe became a socket',
      { kind: 'special', special: 'fifo' },
      { kind: 'special', special: 'socket' },
    ],
    ['unchanged', 'a link leads where it led', { kind: 'symlink', target: 'x' }, { kind: 'symlink', target: 'x' }],
    ['edited', 'a link leads elsewhere', { kind: 'symlink', target: 'x' }, { kind: 'symlink', target: 'y' }],
    ['unchanged', 'a pipe is still one', { kind: 'special', special: 'fifo' }, { kind: 'special', special: 'fifo' }],
    ['unverifiable', 'no algorithm is common and sizes agree', file, { ...file, algorithm: 'md5' }],
    ['edited', 'no algorithm is common and sizes differ', file, { ...file, algorithm: 'md5', size: 6 }],
    ['unverifiable', 'the baseline could not read it', { ...file, error: 'EACCES' }, file],
    ['unreadable', 'it cannot be read now', file, { ...file, error: 'EIO' }],
    ['unreadable', 'it could not be read then and cannot now', { ...file, error: 'EIO' }, { ...file, error: 'EIO' }],
    ['changed-while-reading', 'it changed under the read', file, { ...file, error: 'changed-while-reading' }],
  ])('is %s where %s', (verdict, _, left, right) => {
    expect(compare(left, right)).toBe(verdict)
  })

  it.each<[string, string, Side, Side]>([
    ['unchanged', 'size and time agree', file, { size: 5, time: 100n }],
    ['edited', 'sizes differ', file, { size: 6, time: 100n }],
    ['unverifiable', 'times differ', file, { size: 5, time: 101n }],
    ['unverifiable', 'the baseline has no time', { digest: 'a', size: 5 }, { size: 5, time: 100n }],
    ['unreadable', 'it is out of reach', file, { error: 'EACCES' }],
  ])('of a quick verify is %s where %s', (verdict, _, left, right) => {
    expect(compare(left, right, true)).toBe(verdict)
  })

  it('compares by every algorithm both sides have', () => {
    const both = (second: number): EntryColumns => {
      const builder = new EntryColumnsBuilder(['xxh3', 'sha256'])
      builder.append(0, Buffer.from('path'))
      builder.digests.fill(1, 0, 8).fill(second, 8, 40)
      builder.digestFlags[0] = 3
      return builder.finish()
    }
    const rules = rulesFor(both(1), both(1))
    expect(compareRows(both(1), 0, both(1), 0, rules)).toBe('unchanged')
    expect(compareRows(both(1), 0, both(2), 0, rules)).toBe('changed')
  })
})

describe('a run manifest as the baseline', () => {
  const limits = formatCapabilities('run-manifest')

  it('is not held to nanoseconds it cannot write', () => {
    const written = roundLikePython(1_700_000_000_123_456_789n)
    expect(written).not.toBe(1_700_000_000_123_456_789n)
    const now = { ...file, time: 1_700_000_000_123_456_789n }
    expect(compare({ ...file, time: written }, now, false, limits)).toBe('unchanged')
    expect(compare({ ...file, time: written }, { ...now, digest: 'b' }, false, limits)).toBe('suspected-corruption')
    expect(compare({ ...file, time: written }, now)).toBe('touched')
  })

  it('cannot tell what a link was, because it lists what links lead to', () => {
    expect(compare(file, { kind: 'symlink', target: 'x' }, false, limits)).toBe('unverifiable')
  })
})

it('counts every verdict but unchanged as a finding, touched only when strict', () => {
  expect(isFinding('unchanged', true)).toBe(false)
  expect(isFinding('touched', false)).toBe(false)
  expect(isFinding('touched', true)).toBe(true)
  for (const verdict of ['edited', 'moved', 'unverifiable', 'unreadable', 'removed'] as const) {
    expect(isFinding(verdict, false)).toBe(true)
  }
})
