import { access, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

export interface Volume {
  readonly label: string
  readonly path: string
}

const maxVolumes = 20
/** File systems that hold people's files: local, removable and network. All others are the kernel's or a container's. */
const realFileSystems =
  /^(ext[234]|xfs|btrfs|zfs|f2fs|jfs|reiserfs|bcachefs|vfat|msdos|exfat|ntfs3?|hfs|hfsplus|apfs|udf|iso9660|nfs4?|cifs|smb3|smbfs|9p|virtiofs|ceph|fuse\..+|fuseblk)$/u
const systemFolders = /^\/(proc|sys|dev|run(?!\/media\/)|boot|etc|snap|usr|var\/(?!mnt)|nix)(\/|$)/u

/** The volumes of a Linux mount table (proc(5), /proc/mounts) that a person would look for files on, without the root. */
export function parseMounts(table: string): Volume[] {
  const byPath = new Map<string, Volume>()
  for (const line of table.split('\n')) {
    const [, rawPath = '', fileSystem = ''] = line.split(' ')
    const path = rawPath.replace(/\\([0-7]{3})/gu, (_, octal: string) =>
      String.fromCodePoint(Number.parseInt(octal, 8)),
    )
    if (path === '/' || !realFileSystems.test(fileSystem) || systemFolders.test(path)) continue
    byPath.set(path, { label: basename(path), path })
  }
  return [...byPath.values()].slice(0, maxVolumes)
}

/** Mounted volumes to offer in a picker, at most 20. Never throws: a system that does not tell has none. */
export async function listVolumes(platform: NodeJS.Platform = process.platform): Promise<Volume[]> {
  if (platform === 'linux') return parseMounts(await readFile('/proc/mounts', 'utf8').catch(() => ''))
  if (platform === 'darwin') {
    const names = await readdir('/Volumes').catch(() => [])
    return names.slice(0, maxVolumes).map((name) => ({ label: name, path: join('/Volumes', name) }))
  }
  if (platform !== 'win32') return []
  const drives = Array.from({ length: 26 }, (_, i) => `${String.fromCodePoint(65 + i)}:\\`)
  const present = await Promise.all(
    drives.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  )
  return drives.filter((_, i) => present[i]).map((path) => ({ label: path, path }))
}
