import { link, lstat, open, rename, unlink } from 'node:fs/promises'
import { systemErrorCode } from '../../shared/errors/system-error.ts'

/** What a target is before it is written. */
export interface TargetState {
  readonly type: 'missing' | 'file' | 'directory' | 'symlink' | 'other'
  /** Permission bits of an existing file. */
  readonly mode: number
}

/** An open file, or an open directory where only `sync` and `close` are asked of it. */
export interface PortHandle {
  /** Writes from `offset` and returns how many bytes the system took: it may be fewer than given. */
  write(chunk: Uint8Array, offset: number): Promise<number>
  sizeBytes(): Promise<number>
  chmod(mode: number): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** The system calls a durable write makes, and no others, so that tests can make each of them fail. */
export interface FilePort {
  readonly platform: NodeJS.Platform
  inspect(path: string): Promise<TargetState>
  create(path: string, mode: number): Promise<PortHandle>
  openDirectory(path: string): Promise<PortHandle>
  rename(from: string, to: string): Promise<void>
  /** A second name for a file; fails with EEXIST where something has that name. */
  link(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  wait(delayMs: number): Promise<void>
}

async function inspect(path: string): Promise<TargetState> {
  try {
    const stats = await lstat(path)
    const mode = stats.mode & 0o7777
    if (stats.isFile()) return { type: 'file', mode }
    if (stats.isDirectory()) return { type: 'directory', mode }
    return { type: stats.isSymbolicLink() ? 'symlink' : 'other', mode }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return { type: 'missing', mode: 0 }
    throw error
  }
}

async function openHandle(path: string, flags: string, mode?: number): Promise<PortHandle> {
  const handle = await open(path, flags, mode)
  return {
    write: async (chunk, offset) => (await handle.write(chunk, offset)).bytesWritten,
    sizeBytes: async () => (await handle.stat()).size,
    chmod: (bits) => handle.chmod(bits),
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}

/** The real file system. */
export const systemFilePort: FilePort = {
  platform: process.platform,
  inspect,
  create: (path, mode) => openHandle(path, 'wx', mode),
  openDirectory: (path) => openHandle(path, 'r'),
  rename,
  link,
  remove: unlink,
  wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
}
