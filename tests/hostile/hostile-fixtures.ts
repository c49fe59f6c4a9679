import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readManifest } from '../../src/engine/index.ts'
import { readPath, readPathBytes } from '../../src/engine/table/entry-reader.ts'
import { sourceNode } from '../cli/run-assay.ts'

export const isRoot = process.getuid?.() === 0
export const canTrace = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0

/** A wrapper that runs a program as a user whom permissions hold back, which root is not. */
export const unprivileged = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
const readItself = ['--eval', 'require("fs").readFileSync(process.argv[1])', fileURLToPath(import.meta.url)]
/** Whether that user can run what the tests run, which in root's own folder it cannot. */
export const canDropPrivileges =
  !isRoot || spawnSync('setpriv', [...unprivileged.slice(1), sourceNode, ...readItself]).status === 0

/** Names that are legal on Linux and that something trips over. */
export const hostileNames: readonly (string | Buffer)[] = [
  'new\nline',
  'carriage\rreturn',
  'tab\t',
  'back\\slash',
  'trailing\\',
  '"quotes\'`$(id)`',
  'rtl\u202Etxt.exe',
  'esc\u001B[2J',
  'bell\u0007',
  'zero\u200Bwidth',
  'bom\uFEFF',
  ' ',
  ' leading',
  'trailing ',
  '-rf',
  '*',
  '?',
  '~',
  '#comment',
  '%s%n',
  '__proto__',
  'constructor',
  '10',
  '2',
  'CON',
  'f:stream',
  'line\u2028separator',
  '😀',
  '\uE000',
  '\uFFFD',
  'a'.repeat(255),
  // Composed and decomposed, and two cases: four entries.
  'é',
  'e\u0301',
  'A',
  'a',
  Buffer.from('latin-\xe9', 'latin1'),
  Buffer.from('\xff\xfe', 'latin1'),
  Buffer.from('cut-\xe2\x82', 'latin1'),
  Buffer.from('surrogate-\xed\xa0\x80', 'latin1'),
  Buffer.from('overlong-\xc0\xaf', 'latin1'),
]

/** Writes a file of each hostile name, its content unlike any other's. */
export function writeHostileNames(folder: string): void {
  for (const [i, name] of hostileNames.entries()) {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]), `content ${i}`)
  }
}

/** An entry as tests look at it: `file`, `symlink x`, `fifo`, an error's code, or what else it is. */
export async function readKinds(manifest: string): Promise<Map<string, string>> {
  const { columns } = await readManifest(manifest, {})
  const kinds = new Map<string, string>()
  for (let row = 0; row < columns.count; row += 1) {
    const link = columns.targets.get(row)
    const kind =
      columns.errors.get(row)?.code ?? columns.specials.get(row) ?? (link === undefined ? 'file' : `-> ${link}`)
    kinds.set(readPath(columns, row), kind)
  }
  return kinds
}

/** The digests of a manifest as a list for `sha256sum -c`, names escaped as GNU does. */
export async function formatChecksums(manifest: string): Promise<Buffer> {
  const { columns } = await readManifest(manifest, {})
  const lines = Array.from({ length: columns.count }, (_, row) => {
    if (columns.digestFlags[row] !== 1) return ''
    const digest = Buffer.from(columns.digests.subarray(row * 32, row * 32 + 32)).toString('hex')
    const name = readPathBytes(columns, row).toString('latin1')
    const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    return `${escaped === name ? '' : '\\'}${digest}  ${escaped}\n`
  })
  return Buffer.from(lines.join(''), 'latin1')
}
