import { cp, mkdir, open, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A real tree: a package that every clone has, with some hundred files in folders. */
const realTree = join(import.meta.dirname, '..', 'node_modules', '@mantine', 'hooks')

export interface Tree {
  readonly root: string
  /** A file that tests may alter, relative to the root. */
  readonly victim: string
  readonly other: string
}

export async function copyRealTree(folder: string): Promise<Tree> {
  const root = join(folder, 'hooks')
  await cp(realTree, root, { recursive: true, preserveTimestamps: true })
  await mkdir(join(root, 'notes'))
  await writeFile(join(root, 'notes', 'kept.txt'), 'this one stays\n')
  return { root, victim: 'package.json', other: 'LICENSE' }
}

/** A sparse file that would take minutes to read: what is done with its folder is still under way when looked at. */
export async function addHugeFile(root: string): Promise<void> {
  const path = join(root, 'huge.bin')
  await writeFile(path, '')
  await truncate(path, 400 * 2 ** 30)
}

/** More files than are read in one go, in a folder that is read first; gives one of the first of them. */
export async function addManyFiles(root: string): Promise<string> {
  await mkdir(join(root, 'a-many'))
  const names = Array.from({ length: 5000 }, (_, index) => `${String(index).padStart(4, '0')}.txt`)
  for (const name of names) await writeFile(join(root, 'a-many', name), name)
  return 'a-many/0007.txt'
}

/** Flips one bit and puts size and times back: what a failing disk does. */
export async function corruptSilently(path: string): Promise<void> {
  const { atime, mtime } = await stat(path)
  const bytes = await readFile(path)
  bytes[10] = (bytes[10] ?? 0) ^ 1
  const file = await open(path, 'r+')
  await file.write(bytes, 0, bytes.length, 0)
  await file.close()
  await utimes(path, atime, mtime)
}
