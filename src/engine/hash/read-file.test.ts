import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDigesters } from './digester.ts'
import { readFileDigests, type ReadContext } from './read-file.ts'

let folder: string
let path: string
let context: ReadContext
const bufferBytes = 4096

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-read-'))
  path = join(folder, 'file')
  context = {
    digesters: await createDigesters(['sha256', 'md5']),
    buffer: Buffer.alloc(bufferBytes),
    largeThresholdBytes: Number.POSITIVE_INFINITY,
    isCancelled: () => false,
    onBytes: () => {},
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('reading a file', () => {
  it.each([0, 1, bufferBytes - 1, bufferBytes, bufferBytes + 1, 3 * bufferBytes])(
    'digests all of its %d bytes, whatever the buffer',
    (sizeBytes) => {
      const bytes = Buffer.alloc(sizeBytes, 'xyz')
      writeFileSync(path, bytes)
      const digests = ['sha256', 'md5'].map((name) => createHash(name).update(bytes).digest('hex'))
      expect(readFileDigests(path, context)).toMatchObject({ type: 'read', sizeBytes, digests })
    },
  )

  it('leaves a large file to the caller, with its identity', () => {
    writeFileSync(path, 'x'.repeat(100))
    expect(readFileDigests(path, { ...context, largeThresholdBytes: 99 })).toMatchObject({
      type: 'large',
      sizeBytes: 100,
    })
    expect(readFileDigests(path, { ...context, largeThresholdBytes: 100 })).toMatchObject({ type: 'read' })
  })

  it('stops between chunks when cancelled', () => {
    writeFileSync(path, Buffer.alloc(10 * bufferBytes))
    let bytes = 0
    const cancelling = {
      ...context,
      onBytes: (more: number) => (bytes += more),
      isCancelled: () => bytes > 2 * bufferBytes,
    }
    expect(readFileDigests(path, cancelling)).toEqual({ type: 'cancelled' })
    expect(bytes).toBe(3 * bufferBytes)
  })

  it('reads files of the system that say they are empty', () => {
    const outcome = readFileDigests('/proc/sys/kernel/ostype', context)
    const digests = ['sha256', 'md5'].map((name) => createHash(name).update('Linux\n').digest('hex'))
    expect(outcome).toMatchObject({ type: 'read', sizeBytes: 6, digests })
  })
})

describe('a file that changes between the chunks', () => {
  const change = (what: () => void): ReturnType<typeof readFileDigests> => {
    writeFileSync(path, Buffer.alloc(3 * bufferBytes, 'a'))
    utimesSync(path, 1_700_000_000, 1_700_000_000)
    let isChanged = false
    const onBytes = (): void => {
      if (isChanged) return
      isChanged = true
      what()
    }
    return readFileDigests(path, { ...context, onBytes })
  }
  const error = (message: RegExp): object => ({
    type: 'error',
    error: { code: 'changed-while-reading', message: expect.stringMatching(message) },
  })

  it('by growing is told as changed', () => {
    expect(change(() => appendFileSync(path, 'more'))).toMatchObject(error(/size went from 12288 to 12292/u))
  })

  it('by shrinking is told as changed', () => {
    expect(change(() => truncateSync(path, 10))).toMatchObject(error(/size went from 12288 to 10/u))
  })

  it('in place, with its modification time put back, is told as changed', () => {
    const outcome = change(() => {
      const descriptor = openSync(path, 'r+')
      writeSync(descriptor, 'b', 2 * bufferBytes)
      closeSync(descriptor)
      utimesSync(path, 1_700_000_000, 1_700_000_000)
    })
    expect(outcome).toMatchObject(error(/change time/u))
  })

  it('by another taking its name is told as changed', () => {
    const outcome = change(() => {
      writeFileSync(`${path}.new`, 'new')
      renameSync(`${path}.new`, path)
    })
    expect(outcome).toMatchObject(error(/time changed/u))
  })

  it('by going away is told as changed', () => {
    expect(change(() => rmSync(path))).toMatchObject(error(/change time/u))
  })
})

describe('what is no regular file', () => {
  it('is refused without waiting: a pipe, a device, a folder, a link', () => {
    execFileSync('mkfifo', [join(folder, 'fifo')])
    symlinkSync('file', join(folder, 'link'))
    const codes = ['fifo', 'link', '.', 'missing'].map((name) => {
      const outcome = readFileDigests(join(folder, name), context)
      return outcome.type === 'error' ? outcome.error.code : outcome.type
    })
    expect(codes).toEqual(['changed-while-reading', 'ELOOP', 'changed-while-reading', 'ENOENT'])
    expect(readFileDigests('/dev/zero', context)).toMatchObject({
      type: 'error',
      error: { code: 'changed-while-reading' },
    })
  })
})
