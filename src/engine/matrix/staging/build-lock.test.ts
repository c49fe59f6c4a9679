import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BuildLock, isBuildLocked } from './build-lock.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-lock-'))
  path = join(folder, 'x.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Another process that takes the lock, says so, and hangs. */
async function holdElsewhere(): Promise<{ kill: () => Promise<void> }> {
  const source = `import { BuildLock } from ${JSON.stringify(new URL('build-lock.ts', import.meta.url).href)}
    await BuildLock.acquire(${JSON.stringify(path)})
    process.stdout.write('held')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

it('is held once at a time, also within one process, and looking at it lets nothing go', async () => {
  const lock = await BuildLock.acquire(path)
  expect(lock).toBeDefined()
  expect(statSync(path).size).toBe(0)
  expect(isBuildLocked(path)).toBe(true)
  expect(await BuildLock.acquire(path)).toBeUndefined()
  expect(isBuildLocked(path)).toBe(true)
  lock?.release()
  expect(isBuildLocked(path)).toBe(false)
  const next = await BuildLock.acquire(path)
  expect(next).toBeDefined()
  next?.remove()
  expect(existsSync(path)).toBe(false)
})

it('is held against other processes, and dies with the one that is killed', async () => {
  const holder = await holdElsewhere()
  expect(isBuildLocked(path)).toBe(true)
  expect(await BuildLock.acquire(path)).toBeUndefined()
  await holder.kill()
  expect(isBuildLocked(path)).toBe(false)
  const lock = await BuildLock.acquire(path)
  expect(lock).toBeDefined()
  lock?.release()
})

it('is never taken on a file whose name went to another while it was waited for', async () => {
  const first = await BuildLock.acquire(path)
  const waiting = BuildLock.acquire(path)
  first?.remove()
  const second = await waiting
  expect(second).toBeDefined()
  expect(isBuildLocked(path)).toBe(true)
  second?.remove()
})

it('refuses a link where the lock should be', async () => {
  symlinkSync('/etc/hostname', path)
  await expect(BuildLock.acquire(path)).rejects.toMatchObject({ code: 'output-refused' })
})
