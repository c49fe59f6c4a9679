import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reasonAgainstElectron } from '../../scripts/electron-runtime.ts'
import { sourceNode, waitForEnd, waitForText } from '../cli/run-assay.ts'

const script = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url))
const isBuilt = existsSync(new URL('../../out/cli/assay.js', import.meta.url))
const exitCouldNotRun = 3
const exitInterrupted = 130

let folder: string

function start(...parameters: string[]) {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  return spawn(sourceNode, [script, ...parameters], {
    env: { ...env, ASSAY_HOME: join(folder, 'workspace') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-start-'))
})

afterEach(async () => rm(folder, { recursive: true, force: true }))

describe('npm start', () => {
  it('says that a folder is not there, and leaves by 3', async () => {
    const { exitCode, stderr } = await waitForEnd(start('--', join(folder, 'gone')))
    expect([exitCode, stderr]).toEqual([exitCouldNotRun, `assay: There is no folder ${join(folder, 'gone')}.\n`])
  })

  it('takes no file for a folder, and one folder at most', async () => {
    await writeFile(join(folder, 'file'), '')
    const ended = await waitForEnd(start(join(folder, 'file')))
    expect([ended.exitCode, ended.stderr]).toEqual([
      exitCouldNotRun,
      `assay: ${join(folder, 'file')} is not a folder.\n`,
    ])
    expect((await waitForEnd(start(folder, folder))).exitCode).toBe(exitCouldNotRun)
  })

  it.runIf(isBuilt && process.platform === 'linux')(
    'serves the browser where there is no display, says why in one line, and ends at Ctrl+C',
    async () => {
      const child = start(folder)
      const reason = waitForText(child.stderr, /^assay: opening in the browser .*$/m)
      const url = await waitForText(child.stdout, /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/)
      expect(await reason).toBe('assay: opening in the browser instead of Electron, because there is no display.')
      expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
      const ended = waitForEnd(child)
      child.kill('SIGINT')
      expect((await ended).exitCode).toBe(exitInterrupted)
    },
  )
})

describe('what speaks against Electron', () => {
  it('is a missing display, and on Linux being root', () => {
    expect(reasonAgainstElectron({}, 'linux', 1000)).toBe('there is no display')
    expect(reasonAgainstElectron({ DISPLAY: ':0' }, 'linux', 1000)).toBeNull()
    expect(reasonAgainstElectron({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 1000)).toBeNull()
    expect(reasonAgainstElectron({ DISPLAY: ':0' }, 'linux', 0)).toContain('root')
    expect(reasonAgainstElectron({}, 'darwin', 501)).toBeNull()
    expect(reasonAgainstElectron({}, 'win32', undefined)).toBeNull()
  })
})
