import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const project = fileURLToPath(new URL('../../', import.meta.url))
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-lint-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The codes of the rules that a source breaks. */
function lint(source: string): string[] {
  const file = join(folder, 'canary.ts')
  writeFileSync(file, source)
  const oxlint = join(project, 'node_modules/oxlint/bin/oxlint')
  const args = [oxlint, '--config', join(project, '.oxlintrc.json'), '--format', 'json', file]
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] }
  return diagnostics.map((diagnostic) => diagnostic.code)
}

const longFunction = `export function count(): number {\n  let n = 0\n${'  n += 1\n'.repeat(60)}  return n\n}\n`

it.each([
  [
    'raw ipcMain',
    `import { ipcMain } from 'electron'\nipcMain.removeAllListeners()\n`,
    'eslint(no-restricted-imports)',
  ],
  ['any', 'export const value = JSON.parse("1") as any\n', 'typescript(no-explicit-any)'],
  ['default exports', 'const value = 1\nexport default value\n', 'import(no-default-export)'],
  ['console', 'console.log(1)\n', 'eslint(no-console)'],
  ['functions over 50 lines', longFunction, 'eslint(max-lines-per-function)'],
  ['files over 300 lines', `export const a = 1\n${'// x\n'.repeat(300)}`, 'eslint(max-lines)'],
])('refuses %s', (_, source, code) => {
  expect(lint(source)).toContain(code)
})

it('accepts other imports of electron', () => {
  expect(lint(`import { app } from 'electron'\nexport const name = app.name\n`)).toEqual([])
})
