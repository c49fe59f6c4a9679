import { describe, expect, it } from 'vitest'
import { isJsonWanted, parseArguments } from './parse-arguments.ts'

function parse(...argv: string[]) {
  return parseArguments(argv, '1.2.3')
}

describe('parseArguments', () => {
  it('reads every option of a snapshot', () => {
    const argv = 'snapshot in -o out.json --run-id r1 --algorithm SHA256,md5,sha256 --exclude *.tmp --exclude b'.split(
      ' ',
    )
    const more =
      '--include *.c --base old.json --paranoid --keep-junk --log l.json --json --progress none --workers 3'.split(' ')
    expect(parse(...argv, ...more)).toEqual({
      kind: 'snapshot',
      arguments: {
        folder: 'in',
        output: 'out.json',
        runId: 'r1',
        algorithms: ['sha256', 'md5'],
        include: ['*.c'],
        exclude: ['*.tmp', 'b'],
        isJunkExcluded: false,
        base: 'old.json',
        isParanoid: true,
        format: 'assay-manifest',
        log: 'l.json',
        isJson: true,
        progress: 'none',
        workerCount: 3,
      },
    })
  })

  it('takes MD5 by default for a run manifest only', () => {
    expect(parse('snapshot', 'in')).toMatchObject({ arguments: { algorithms: ['sha256'] } })
    expect(parse('snapshot', 'in', '--format', 'run-manifest')).toMatchObject({ arguments: { algorithms: ['md5'] } })
    expect(parse('snapshot', 'in', '--format', 'run-manifest', '--algorithm', 'sha1')).toMatchObject({
      arguments: { algorithms: ['sha1'] },
    })
  })

  it('reads a verify with and without a folder', () => {
    expect(parse('verify', 'm.json')).toMatchObject({
      arguments: { folder: undefined, isQuick: false, isStrict: false },
    })
    expect(parse('verify', 'm.json', 'in', '--quick', '--strict', '--allow-empty', '--all')).toMatchObject({
      arguments: { folder: 'in', isQuick: true, isStrict: true, allowEmpty: true, isAll: true },
    })
  })

  it('reads a compare of two sides, with reports in several forms', () => {
    const reports = ['--report', 'a.html', '--report', 'b.PDF']
    expect(parse('compare', 'left', 'right', '--strict', '--all', '--allow-empty', ...reports)).toMatchObject({
      kind: 'compare',
      arguments: {
        left: 'left',
        right: 'right',
        isStrict: true,
        isAll: true,
        allowEmpty: true,
        reports: ['a.html', 'b.PDF'],
      },
    })
    expect(parse('verify', 'm.json', '--report', 'r.md')).toMatchObject({ arguments: { reports: ['r.md'] } })
  })

  it('reads a report of a run, in one form at least', () => {
    expect(parse('report', 'run_1', '-o', 'a.csv', '--output', 'b.json', '--json')).toEqual({
      kind: 'report',
      arguments: { runId: 'run_1', outputs: ['a.csv', 'b.json'], isJson: true },
    })
  })

  it('takes names that start with a dash after --', () => {
    expect(parse('hash', '--', '-a', '--json')).toMatchObject({ arguments: { files: ['-a', '--json'], isJson: false } })
    expect(isJsonWanted(['hash', '--', '--json'])).toBe(false)
    expect(isJsonWanted(['hash', '--json', '--', 'a'])).toBe(true)
  })

  it.each([
    [['snapsho', 'in'], /unknown command 'snapsho'.*snapshot/iu],
    [['snapshot', 'in', '--algoritm', 'md5'], /unknown option '--algoritm'.*--algorithm/iu],
    [['snapshot'], /missing required argument 'folder'/iu],
    [['snapshot', ''], /path cannot be empty/iu],
    [['snapshot', 'a', 'b'], /too many arguments/iu],
    [['snapshot', 'a', '--algorithm', 'crc64'], /no algorithm "crc64".*sha256/iu],
    [['snapshot', 'a', '--algorithm', ''], /no algorithm ""/iu],
    [['snapshot', 'a', '--workers', '0'], /whole number from 1/iu],
    [['snapshot', 'a', '--format', 'xml'], /assay-manifest, run-manifest/iu],
    [['verify', 'm', '--progress', 'loud'], /auto, bar, ndjson, none/iu],
    [['compare', 'a'], /missing required argument 'right'/iu],
    [['compare', 'a', 'b', '--quick'], /unknown option '--quick'/iu],
    [['compare', 'a', 'b', '--report', 'c.txt'], /choose from \.html, \.pdf, \.csv, \.json, \.md/iu],
    [['report', 'run_1'], /--output/iu],
    [['report', 'run_1', '-o', 'html'], /choose from \.html/iu],
    [['serve', '--port', '65536'], /whole number from 0 to 65535/iu],
    [['hash'], /missing required argument 'file'/iu],
    [[], /name a command/iu],
  ])('refuses %j in one line', (argv, message) => {
    expect(() => parse(...argv)).toThrow(expect.objectContaining({ code: 'bad-usage' }))
    expect(() => parse(...argv)).toThrow(message)
    expect(() => parse(...argv)).toThrow(/^[^\n]+$/u)
  })

  it('answers --version and --help as text', () => {
    expect(parse('-V')).toEqual({ kind: 'text', text: '1.2.3\n' })
    expect(parse('verify', '--help')).toMatchObject({ kind: 'text', text: expect.stringContaining('--quick') })
    expect(parse('--help')).toMatchObject({ text: expect.stringMatching(/snapshot[\s\S]*Exit status: 0 clean/u) })
  })
})
