import { stat } from 'node:fs/promises'

/** Which folder a path leads to now. */
export interface RootIdentity {
  readonly device: bigint
  readonly inode: bigint
}

/** Undefined where there is no folder, or it cannot be told. */
export async function identifyRoot(path: string): Promise<RootIdentity | undefined> {
  try {
    const stats = await stat(path, { bigint: true })
    return stats.isDirectory() ? { device: stats.dev, inode: stats.ino } : undefined
  } catch {
    return undefined
  }
}

export function isSameRoot(left: RootIdentity | undefined, right: RootIdentity | undefined): boolean {
  return left !== undefined && left.device === right?.device && left.inode === right.inode
}
