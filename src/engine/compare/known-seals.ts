import type { BigIntStats } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../atomic/make-folder.ts'
import { createDigesters, type Digester } from '../hash/digester.ts'
import { isSealRoot } from '../manifest/seal.ts'
import type { SealState } from '../../shared/model/manifest.ts'

/** Below this a seal is checked sooner than anything is looked up. */
const minKnownBytes = 8 * 1024 * 1024

/**
 * Checks the seal of a manifest that was read whole, or finds that these very bytes were checked before: the BLAKE3 digest of
 * the whole file names a note in the workspace's cache that its seal was intact, and costs a fraction of the million small
 * hashes of a Merkle tree. Only intact seals are noted, and only where the file stayed the same until it was checked.
 */
export class SealLookup {
  private readonly path: string
  private readonly workspace: string
  private readonly before: string
  private readonly digester: Digester | undefined

  private constructor(path: string, workspace: string, before: string, digester: Digester | undefined) {
    this.path = path
    this.workspace = workspace
    this.before = before
    this.digester = digester
  }

  /** To be called before the manifest is read. What cannot be looked at is simply checked: its reader says what is wrong. */
  static async create(path: string, workspace: string): Promise<SealLookup> {
    const stats = await stat(path, { bigint: true }).catch(() => undefined)
    if (stats === undefined || stats.size < minKnownBytes) return new SealLookup(path, workspace, '', undefined)
    return new SealLookup(path, workspace, markOf(stats), await startDigester())
  }

  /** Takes the next bytes of the file. */
  add(bytes: Uint8Array): void {
    this.digester?.update(bytes)
  }

  /** To be called once, after all of the file was taken. Errors: those of `check`. */
  async checkOnce(check: () => Promise<SealState>): Promise<SealState> {
    if (this.digester === undefined) return check()
    const digest = this.digester.finish()
    const root = await readFile(notePath(this.workspace, digest), 'latin1').catch(() => '')
    if (isSealRoot(root)) return { state: 'intact', root }
    const seal = await check()
    const isSame = this.before === markOf(await stat(this.path, { bigint: true }))
    if (seal.state === 'intact' && seal.root !== undefined && isSame) await keepNote(this.workspace, digest, seal.root)
    return seal
  }
}

async function startDigester(): Promise<Digester | undefined> {
  const [digester] = await createDigesters(['blake3'])
  digester?.start()
  return digester
}

function notePath(workspace: string, digest: string): string {
  return join(workspace, 'cache', `${digest}.seal`)
}

/**
 * Digests a manifest while it is written, and notes then that its seal is intact: whoever writes both the entries and the
 * seal over them has nothing to check. A small one is not digested at all.
 */
export class WrittenSeal {
  private readonly workspace: string
  private early: Uint8Array[] = []
  private earlyBytes = 0
  private digester: Digester | undefined

  constructor(workspace: string) {
    this.workspace = workspace
  }

  /** Takes the next bytes of the file, which must stay as they are. */
  async add(bytes: Uint8Array): Promise<void> {
    if (this.digester !== undefined) {
      this.digester.update(bytes)
      return
    }
    this.early.push(bytes)
    this.earlyBytes += bytes.length
    if (this.earlyBytes >= minKnownBytes) await this.start()
  }

  /** To be called once the file is whole and in its place. */
  async note(root: string): Promise<void> {
    if (this.digester !== undefined) await keepNote(this.workspace, this.digester.finish(), root)
  }

  private async start(): Promise<void> {
    const digester = await startDigester()
    for (const bytes of this.early) digester?.update(bytes)
    this.early = []
    this.digester = digester
  }
}

/** What changes when a file is written to, or another takes its place. */
function markOf({ size, mtimeNs, ctimeNs, ino, dev }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino, dev].join(' ')
}

/** A note that cannot be kept costs the next check its time, and nothing else; one cut short is no root and no note. */
async function keepNote(workspace: string, digest: string, root: string): Promise<void> {
  try {
    await makeFolder(join(workspace, 'cache'))
    await writeFile(notePath(workspace, digest), root)
  } catch {
    // Checked again the next time, then.
  }
}
