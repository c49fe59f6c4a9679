import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDurableFile, writeFileDurably } from './durable-file.ts'
import { systemFilePort, type FilePort, type PortHandle } from './file-port.ts'

let folder: string
let target: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-atomic-'))
  target = join(folder, 'out.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code })
}

/** The real file system with some calls on the temp file replaced. */
function portWith(handleChanges: (real: PortHandle) => Partial<PortHandle>, changes: Partial<FilePort> = {}): FilePort {
  return {
    ...systemFilePort,
    create: async (path, mode) => {
      const real = await systemFilePort.create(path, mode)
      return { ...real, ...handleChanges(real) }
    },
    ...changes,
  }
}

function failingClose(real: PortHandle): Partial<PortHandle> {
  return { close: () => real.close().then(() => Promise.reject(systemError('EIO'))) }
}

async function expectOldFileKept(port: FilePort, code: string): Promise<void> {
  writeFileSync(target, 'old')
  await expect(writeFileDurably(target, 'new data', port)).rejects.toMatchObject({ code, path: target })
  expect(readFileSync(target, 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['out.json'])
}

describe('a durable write', () => {
  it('puts the new file in place and leaves nothing beside it', async () => {
    await writeFileDurably(target, 'x')
    await writeFileDurably(target, Buffer.from('yy'))
    expect(readFileSync(target, 'utf8')).toBe('yy')
    expect(readdirSync(folder)).toEqual(['out.json'])
  })

  it('keeps the permissions of the file it replaces and gives a new file those of the umask', async () => {
    await writeFileDurably(target, 'x')
    expect(statSync(target).mode & 0o777).toBe(0o666 & ~process.umask())
    chmodSync(target, 0o604)
    await writeFileDurably(target, 'y')
    expect(statSync(target).mode & 0o777).toBe(0o604)
  })

  it('shows nothing under the target until commit, and counts the bytes', async () => {
    const file = await openDurableFile(target)
    await file.write(Buffer.from('abc'))
    expect(file.bytesWritten).toBe(3)
    expect(readdirSync(folder)).toEqual([file.tempPath.slice(folder.length + 1)])
    await file.commit()
    await file.abort()
    expect(readFileSync(target, 'utf8')).toBe('abc')
  })

  it('takes back everything on abort and refuses further writes', async () => {
    const file = await openDurableFile(target)
    await file.abort()
    await file.abort()
    await expect(file.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'write-failed' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('writes a target whose name is as long as a name may be', async () => {
    const long = join(folder, 'é'.repeat(127))
    await writeFileDurably(long, 'x')
    expect(readFileSync(long, 'utf8')).toBe('x')
  })
})

describe('a target that is no plain file', () => {
  it.runIf(process.platform !== 'win32')('refuses devices', async () => {
    await expect(writeFileDurably('/dev/full', 'x')).rejects.toMatchObject({ code: 'output-refused' })
    await expect(writeFileDurably('/dev/null', 'x')).rejects.toMatchObject({ code: 'output-refused' })
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('refuses a folder, a link and a dangling link', async () => {
    mkdirSync(target)
    symlinkSync('real', join(folder, 'link'))
    await expect(writeFileDurably(target, 'x')).rejects.toMatchObject({ code: 'output-refused' })
    await expect(writeFileDurably(join(folder, 'link'), 'x')).rejects.toMatchObject({ code: 'output-refused' })
    writeFileSync(join(folder, 'real'), 'kept')
    await expect(writeFileDurably(join(folder, 'link'), 'x')).rejects.toMatchObject({ code: 'output-refused' })
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('kept')
  })

  it('says that the folder is missing, or is a file', async () => {
    await expect(writeFileDurably(join(folder, 'no', 'x'), 'x')).rejects.toMatchObject({ code: 'not-found' })
    writeFileSync(target, '')
    await expect(writeFileDurably(join(target, 'x'), 'x')).rejects.toMatchObject({ code: 'output-refused' })
  })
})

describe('a fault during a durable write', () => {
  it('completes short writes', async () => {
    const port = portWith((real) => ({ write: (chunk, offset) => real.write(chunk.subarray(0, offset + 1), offset) }))
    await writeFileDurably(target, 'short writes', port)
    expect(readFileSync(target, 'utf8')).toBe('short writes')
  })

  it('keeps the old file when the disk fills, the quota ends, or nothing is taken', async () => {
    await expectOldFileKept(
      portWith(() => ({ write: () => Promise.reject(systemError('ENOSPC')) })),
      'disk-full',
    )
    await expectOldFileKept(
      portWith(() => ({ write: () => Promise.reject(systemError('EDQUOT')) })),
      'disk-full',
    )
    await expectOldFileKept(
      portWith(() => ({ write: () => Promise.resolve(0) })),
      'write-failed',
    )
  })

  it('keeps the old file when the length is wrong', async () => {
    await expectOldFileKept(
      portWith(() => ({ sizeBytes: () => Promise.resolve(1) })),
      'write-failed',
    )
  })

  it('fails on the first failed fsync and never tries it again', async () => {
    let calls = 0
    const sync = (): Promise<void> => {
      calls += 1
      return Promise.reject(systemError('EIO'))
    }
    await expectOldFileKept(
      portWith(() => ({ sync })),
      'write-failed',
    )
    expect(calls).toBe(1)
  })

  it('keeps the old file when close or rename fails', async () => {
    await expectOldFileKept(portWith(failingClose), 'write-failed')
    const port = portWith(() => ({}), { platform: 'linux', rename: () => Promise.reject(systemError('EACCES')) })
    await expectOldFileKept(port, 'permission-denied')
  })

  it('removes the temp when permissions cannot be kept, and says a read-only file system', async () => {
    await expectOldFileKept(
      portWith(() => ({ chmod: () => Promise.reject(systemError('EIO')) })),
      'write-failed',
    )
    const port = { ...systemFilePort, create: () => Promise.reject(systemError('EROFS')) }
    await expectOldFileKept(port, 'output-refused')
  })

  it('says when the folder could not be flushed although the file is in place', async () => {
    const broken = { ...systemFilePort, openDirectory: () => Promise.reject(systemError('EIO')) }
    await expect(writeFileDurably(target, 'new', broken)).rejects.toThrow(/could not be flushed/)
    const without = { ...systemFilePort, openDirectory: () => Promise.reject(systemError('EINVAL')) }
    await writeFileDurably(target, 'newer', without)
    expect(readFileSync(target, 'utf8')).toBe('newer')
  })

  it('retries a rename that Windows refuses for a moment, and gives up after a bounded time', async () => {
    let refusalsLeft = 3
    const waits: number[] = []
    const wait = (delayMs: number): Promise<void> => {
      waits.push(delayMs)
      return Promise.resolve()
    }
    const rename: FilePort['rename'] = (from, to) =>
      refusalsLeft-- > 0 ? Promise.reject(systemError('EBUSY')) : systemFilePort.rename(from, to)
    await writeFileDurably(target, 'x', { ...systemFilePort, platform: 'win32', rename, wait })
    expect(waits).toHaveLength(3)
    refusalsLeft = Infinity
    const hopeless = { ...systemFilePort, platform: 'win32' as const, rename, wait }
    await expect(writeFileDurably(target, 'y', hopeless)).rejects.toMatchObject({ code: 'write-failed' })
    expect(readFileSync(target, 'utf8')).toBe('x')
    expect(waits.length).toBeLessThan(20)
  })
})

const isRoot = process.platform === 'linux' && process.getuid?.() === 0

describe.runIf(isRoot)('a real disk of 1 MB (needs root to mount a tmpfs, else skipped)', () => {
  it('publishes nothing truncated at any size, and keeps the old file', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1M', 'tmpfs', folder])
    try {
      await writeFileDurably(target, Buffer.alloc(500_000, 1))
      await expect(writeFileDurably(target, Buffer.alloc(600_000, 2))).rejects.toMatchObject({ code: 'disk-full' })
      expect(readFileSync(target).equals(Buffer.alloc(500_000, 1))).toBe(true)
      expect(readdirSync(folder)).toEqual(['out.json'])
      await writeFileDurably(target, Buffer.alloc(400_000, 3))
      expect(readFileSync(target).equals(Buffer.alloc(400_000, 3))).toBe(true)
    } finally {
      execFileSync('umount', [folder])
    }
  })
})

describe('a new file', () => {
  const noLinks: FilePort = { ...systemFilePort, link: () => Promise.reject(systemError('EPERM')) }

  it.each([
    ['with hard links', systemFilePort],
    ['without them', noLinks],
  ])('takes a free name, and none that was taken meanwhile, on file systems %s', async (_, port) => {
    const first = await openDurableFile(target, port)
    const second = await openDurableFile(target, port)
    await first.write(Buffer.from('first'))
    await second.write(Buffer.from('second'))
    await first.commit(false)
    await expect(second.commit(false)).rejects.toMatchObject({ code: 'already-exists', path: target })
    expect(readFileSync(target, 'utf8')).toBe('first')
    expect(readdirSync(folder)).toEqual(['out.json'])
  })

  it('leaves no name behind that it held and could not fill', async () => {
    const file = await openDurableFile(target, { ...noLinks, rename: () => Promise.reject(systemError('EIO')) })
    await expect(file.commit(false)).rejects.toMatchObject({ code: 'write-failed' })
    expect(readdirSync(folder)).toEqual([])
  })
})
