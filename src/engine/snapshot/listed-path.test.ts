import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listedPathOf } from './listed-path.ts'

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-listed-')))
  chmodSync(root, 0o755)
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const program = `
import { listedPathOf } from ${JSON.stringify(new URL('./listed-path.ts', import.meta.url).href)}
console.log(listedPathOf(process.argv[1]))
`
const isRoot = process.getuid?.() === 0
const dropPrivileges = ['--reuid=65534', '--regid=65534', '--clear-groups']
const readItself = ['--eval', 'require("fs").readFileSync(process.argv[1])', fileURLToPath(import.meta.url)]
const canBeHeldBack = !isRoot || spawnSync('setpriv', [...dropPrivileges, process.execPath, ...readItself]).status === 0

/** Asks as a user whom permissions hold back, which root is not. */
function askUnprivileged(path: string): string {
  const command = [process.execPath, '--input-type=module', '--eval', program, path]
  const [first = '', ...rest] = isRoot ? ['setpriv', ...dropPrivileges, ...command] : command
  return execFileSync(first, rest, { encoding: 'utf8', cwd: '/' }).trim()
}

it('resolves the links on a path as far as it exists', () => {
  mkdirSync(join(root, 'real'))
  symlinkSync('real', join(root, 'link'))
  expect(listedPathOf(join(root, 'link/new/m.json'))).toBe(join(root, 'real/new/m.json'))
})

describe.runIf(canBeHeldBack)(
  'a folder that may be passed but not listed (as root needs setpriv, else skipped)',
  () => {
    it('keeps no link from being resolved, also where two names in it differ in case alone', () => {
      const gate = join(root, 'gate')
      mkdirSync(join(gate, 'a/out'), { recursive: true })
      mkdirSync(join(gate, 'A'), { recursive: true })
      symlinkSync(join(gate, 'a/out'), join(root, 'link'))
      chmodSync(gate, 0o311)
      const asked = askUnprivileged(join(root, 'link/m.json'))
      chmodSync(gate, 0o755)
      expect(asked).toBe(join(gate, 'a/out/m.json'))
    })
  },
)
