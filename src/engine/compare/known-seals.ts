import type { BigIntStats } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../atomic/make-folder.ts'
import { createDigesters, type Digester } from '../hash/digester.ts'
import { withManifestFile, type ManifestFile } from '../manifest/manifest-file.ts'
import { isSealRoot } from '../manifest/seal.ts'
import { throwIfCancelled, type RunControl } from '../run/run-control.ts'
import type { SealState } from '../../shared/model/manifest.ts'

const blockBytes = 1024 * 1024
/** Below this a seal is checked sooner than anything is looked up. */
const minKnownBytes = 8 * 1024 * 1024

/**
 * Checks a seal, or finds that these very bytes were checked before: the BLAKE3 digest of the whole file names a note in
 * the workspace's cache that its seal was intact, and costs a fraction of the million small hashes of a Merkle tree. Only
 * intact seals are noted, and only where the file stayed the same while it was checked. Errors: those of `check`.
 */
export async function checkSealOnce(
  path: string,
  workspace: string,
  control: RunControl,
  check: () => Promise<SealState>,
): Promise<SealState> {
  return withManifestFile(path, async (file) => {
    if (file.sizeBytes < minKnownBytes) return check()
    const before = markOf(await file.handle.stat({ bigint: true }))
    const digest = await digestFile(file, control)
    const root = await readFile(notePath(workspace, digest), 'latin1').catch(() => '')
    if (isSealRoot(root)) return { state: 'intact', root }
    const seal = await check()
    const isSame = before === markOf(await stat(path, { bigint: true }))
    if (seal.state === 'intact' && seal.root !== undefined && isSame) await keepNote(workspace, digest, seal.root)
    return seal
  })
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
    const [digester] = await createDigesters(['blake3'])
    digester?.start()
    for (const bytes of this.early) digester?.update(bytes)
    this.early = []
    this.digester = digester
  }
}

/** What changes when a file is written to, or another takes its place. */
function markOf({ size, mtimeNs, ctimeNs, ino, dev }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino, dev].join(' ')
}

async function digestFile({ handle }: ManifestFile, { signal, pause }: RunControl): Promise<string> {
  const [digester] = await createDigesters(['blake3'])
  digester?.start()
  const block = Buffer.allocUnsafeSlow(blockBytes)
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(block, 0, blockBytes, position)
    if (bytesRead === 0) return digester?.finish() ?? ''
    digester?.update(block.subarray(0, bytesRead))
    position += bytesRead
    await pause?.wait()
    throwIfCancelled(signal, 'check seal')
  }
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
