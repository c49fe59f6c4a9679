import { describe, expect, it } from 'vitest'
import { resolve } from 'node:path'
import { repeatComparison, repeatSnapshot } from './repeat-command.ts'

const plain = {
  directory: '/data/in',
  algorithms: ['sha256' as const],
  include: [],
  exclude: [],
  isJunkExcluded: true,
  isParanoid: false,
  format: 'assay-manifest' as const,
}

describe('the command that repeats a snapshot', () => {
  it('says nothing that is the default', () => {
    expect(repeatSnapshot(plain)).toEqual(['assay', 'snapshot', '/data/in'])
    const run = { ...plain, algorithms: ['md5' as const], format: 'run-manifest' as const }
    expect(repeatSnapshot(run)).toEqual(['assay', 'snapshot', '/data/in', '--format', 'run-manifest'])
  })

  it('says all that is not, with absolute paths', () => {
    const options = {
      ...plain,
      directory: 'in',
      output: 'out.json',
      base: 'old.json',
      algorithms: ['md5' as const, 'sha1' as const],
      include: ['*.c'],
      exclude: ['a b', '-x'],
      isJunkExcluded: false,
      isParanoid: true,
    }
    const main = ['assay', 'snapshot', resolve('in'), '--output', resolve('out.json'), '--algorithm', 'md5,sha1']
    const filters = ['--include', '*.c', '--exclude', 'a b', '--exclude', '-x', '--keep-junk']
    const manner = ['--base', resolve('old.json'), '--paranoid']
    expect(repeatSnapshot(options)).toEqual([...main, ...filters, ...manner])
  })
})

it('repeats a comparison with its sides and its manner', () => {
  const manner = { isStrict: false, allowEmpty: false }
  expect(repeatComparison('compare', '/a', '/b', manner)).toEqual(['assay', 'compare', '/a', '/b'])
  const strict = { isQuick: true, isStrict: true, allowEmpty: true }
  const flags = ['--quick', '--strict', '--allow-empty']
  expect(repeatComparison('verify', '/m.json', '/b', strict)).toEqual(['assay', 'verify', '/m.json', '/b', ...flags])
})
