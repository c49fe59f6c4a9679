import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reasonAgainstElectron } from '../../scripts/electron-runtime.ts'
import { sourceNode, waitForEnd, waitForText } from '../cli/run-assay.ts'
import { canDropPrivileges, unprivileged } from '../hostile/hostile-fixtures.ts'

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
      const { exitCode, signal } = await ended
      // What a shell tells as 130 either way: on a busy machine it may not end by itself in time.
      expect([exitInterrupted, 'SIGINT']).toContain(exitCode ?? signal)
    },
  )
})

const isRoot = process.getuid?.() === 0
const canRunElectron = isBuilt && process.platform === 'linux' && (!isRoot || canDropPrivileges)

describe.runIf(canRunElectron)('npm start where Electron can be had (as root needs setpriv, else skipped)', () => {
  /** Starts with a program in the place of Electron's runtime, as a user whom its sandbox suits. */
  async function startWith(electron: string) {
    const runtime = join(folder, 'electron')
    await writeFile(runtime, `#!/bin/sh\n${electron}\n`, { mode: 0o755 })
    await chmod(folder, 0o777)
    const workspace = join(folder, 'workspace')
    const own = { ASSAY_HOME: workspace, DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: folder, ELECTRON_RUN_AS_NODE: '1' }
    const [command, ...words] = [...(isRoot ? unprivileged : []), sourceNode, script, folder]
    // A group of its own, so that a signal reaches all of it, as that of a terminal does.
    return spawn(command, words, { env: { ...process.env, ...own }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  }

  it('gives it the app and the folder, and leaves as it does', async () => {
    const { exitCode, stdout, stderr } = await waitForEnd(
      await startWith('echo "$# $2 run as node: $ELECTRON_RUN_AS_NODE"'),
    )
    expect([exitCode, stdout, stderr]).toEqual([0, `2 ${folder} run as node: \n`, ''])
  })

  it('opens the browser where it ends at once with an error, and says so', async () => {
    const child = await startWith('exit 127')
    const reason = waitForText(child.stderr, /^assay: opening in the browser .*$/m)
    expect(await reason).toBe(
      'assay: opening in the browser instead of Electron, because Electron did not start (exit 127).',
    )
    const ended = waitForEnd(child)
    child.kill('SIGINT')
    await ended
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('opens nothing more where %s ended it', async (signal) => {
    const child = await startWith('echo started; exec sleep 60')
    const ended = waitForEnd(child)
    await waitForText(child.stdout, /started/)
    process.kill(-(child.pid ?? 0), signal)
    const { exitCode, stderr } = await ended
    expect(exitCode).not.toBe(0)
    expect(stderr).not.toContain('browser')
  })
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
