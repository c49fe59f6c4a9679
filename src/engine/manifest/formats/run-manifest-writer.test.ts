import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EntryColumnsBuilder } from '../../table/columns-builder.ts'
import { kindFile, kindSymlink, type EntryColumns } from '../../table/entry-columns.ts'
import { readEntry } from '../../table/entry-reader.ts'
import { formatTimestampNs } from '../../table/timestamp.ts'
import { readManifest } from '../read-manifest.ts'
import { formatPythonTime, roundLikePython } from './python-time.ts'
import { formatRunManifest } from './run-manifest-writer.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0

/** Lists the regular files of a folder with a run manifest's fields, by the standard library alone. */
const listingProgram = `
import hashlib, json, os, pathlib, sys
from datetime import datetime, timezone
root = pathlib.Path(sys.argv[1])
rows = []
for item in sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink()):
    info = os.stat(item)
    rows.append(dict(
        name=item.name,
        relative_path=str(item.relative_to(root)),
        size_bytes=info.st_size,
        checksum_md5=hashlib.md5(item.read_bytes()).hexdigest(),
        modified_utc=datetime.fromtimestamp(info.st_mtime, tz=timezone.utc).isoformat(),
    ))
document = dict(run_id="r\\u00e9", timestamp_utc="2026-11-20T21:25:01.5+00:00", directory=str(root), status="completed",
    file_count=len(rows), total_size_bytes=sum(r["size_bytes"] for r in rows), files=rows)
sys.stdout.write(json.dumps(document, indent=2))
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-run-manifest-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function writeTree(names: readonly (string | Buffer)[]): void {
  names.forEach((name, index) => {
    const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)])
    mkdirSync(
      dirname(path.toString('latin1')) === '' ? folder : Buffer.from(dirname(path.toString('latin1')), 'latin1'),
      {
        recursive: true,
      },
    )
    writeFileSync(path, `content ${index}`)
    utimesSync(path, 0, 1_700_000_000.123_456 + index * 0.000_000_7)
  })
}

/** Regular files below a folder in columns, in byte order; names as their exact bytes. */
function scan(root: string): EntryColumns {
  const paths: Buffer[] = []
  const visit = (prefix: Buffer): void => {
    for (const item of readdirSync(Buffer.concat([Buffer.from(`${root}/`), prefix]), {
      encoding: 'buffer',
      withFileTypes: true,
    })) {
      const path = Buffer.concat([prefix, item.name])
      if (item.isDirectory()) visit(Buffer.concat([path, Buffer.from('/')]))
      else paths.push(path)
    }
  }
  visit(Buffer.alloc(0))
  const builder = new EntryColumnsBuilder(['md5'])
  for (const path of paths.toSorted((a, b) => Buffer.compare(a, b))) {
    const full = Buffer.concat([Buffer.from(`${root}/`), path])
    const stats = lstatSync(full, { bigint: true })
    const index = builder.append(stats.isFile() ? kindFile : kindSymlink, path)
    if (!stats.isFile()) continue
    builder.sizes[index] = Number(stats.size)
    builder.modifiedNs[index] = stats.mtimeNs
    builder.digests.set(createHash('md5').update(readFileSync(full)).digest(), index * 16)
    builder.digestFlags[index] = 1
  }
  return builder.finish()
}

function format(columns: EntryColumns, directory = folder): string {
  const input = {
    runId: 'ré',
    timestampUtc: '2026-11-20T21:25:01.5+00:00',
    directory,
    status: 'completed' as const,
    columns,
  }
  return [...formatRunManifest(input)].join('')
}

const awkwardNames = [
  'a/b.txt',
  'a.b',
  'a-b/c',
  'a b',
  'ä.txt',
  '😀.bin',
  '\uffee',
  'tab\tnewline\n"quote\\',
  '\u007f',
  '__proto__',
  '10',
  '2',
  'A',
  'Z/a/b/c',
  Buffer.from('bad-\xff\xe2\x82', 'latin1'),
  Buffer.from('d\xe9/\xed\xa0\x80x', 'latin1'),
  Buffer.from('bad-\xff\xe2\x82\xac', 'latin1'),
]

describe.runIf(hasPython)('a run manifest beside one by Python (needs python3, else skipped)', () => {
  it('is the same byte for byte for a tree of awkward names and times', () => {
    writeTree(awkwardNames)
    const expected = execFileSync('python3', ['-c', listingProgram, folder]).toString('utf8')
    expect(format(scan(folder))).toBe(expected)
  })

  it('is the same for an empty folder', () => {
    expect(format(scan(folder))).toBe(execFileSync('python3', ['-c', listingProgram, folder]).toString('utf8'))
  })

  it('prints every time as Python does', () => {
    const times = [
      ...fc.sample(fc.bigInt(-(2n ** 61n), 2n ** 62n), 2000),
      0n,
      -1n,
      500n,
      1500n,
      2500n,
      -500n,
      999_999_500n,
      1_700_000_000_999_999_999n,
    ]
    const program =
      'import sys, json\nfrom datetime import datetime, timezone\n' +
      'print(json.dumps([datetime.fromtimestamp(n // 10**9 + 1e-9 * (n % 10**9), tz=timezone.utc).isoformat() for n in json.load(sys.stdin)]))'
    const printed = execFileSync('python3', ['-c', program], { input: `[${times.join(',')}]` }).toString()
    expect(times.map(formatPythonTime)).toEqual(JSON.parse(printed))
  })
})

describe('a run manifest', () => {
  it('reads back as it was written, exact bytes included', async () => {
    writeTree(awkwardNames)
    const columns = scan(folder)
    const path = join(folder, 'out.json')
    writeFileSync(path, format(columns))
    const { summary, columns: read, rejected } = await readManifest(path, {})
    expect(summary).toMatchObject({
      format: 'run-manifest',
      runId: 'ré',
      fileCount: awkwardNames.length,
      algorithms: ['md5'],
      seal: { state: 'none' },
    })
    expect(rejected).toEqual([])
    for (let index = 0; index < columns.count; index += 1) {
      const written = {
        ...readEntry(columns, index),
        modifiedUtc: formatTimestampNs(roundLikePython(columns.modifiedNs[index] ?? 0n)),
      }
      expect(readEntry(read, index)).toEqual(written)
    }
  })

  it('names links and unreadable files apart, and only when there are any', async () => {
    writeTree(['a', 'b'])
    expect(Object.keys(JSON.parse(format(scan(folder))))).not.toContain('skipped')
    symlinkSync('a', join(folder, 'link'))
    const columns = scan(folder)
    const withError = { ...columns, errors: new Map([[1, { code: 'EACCES', message: 'permission denied' }]]) }
    const path = join(folder, 'out.json')
    writeFileSync(path, format(withError))
    const written: unknown = JSON.parse(readFileSync(path, 'utf8'))
    expect(written).toMatchObject({
      file_count: 1,
      errors: [{ relative_path: 'b', code: 'EACCES', message: 'permission denied' }],
      skipped: [{ relative_path: 'link', reason: 'symlink' }],
    })
    const { summary, columns: read } = await readManifest(path, {})
    expect(summary).toMatchObject({ fileCount: 1, errorCount: 1, skippedCount: 1, entryCount: 2, warnings: [] })
    expect(readEntry(read, 1)).toMatchObject({ path: 'b', error: { code: 'EACCES' } })
  })
})
