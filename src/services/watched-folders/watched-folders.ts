import { join } from 'node:path'
import { makeFolder, resolveRoot } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { WatchedFolder } from '../../shared/ipc/ledger-schemas.ts'
import { callLedgerApart } from '../ledger/ledger-thread.ts'
import type { Library } from '../library/library.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import { FolderIntake, type IntakeEnd } from './folder-intake.ts'
import { WatchedFoldersFile, type ChosenFolder } from './watched-folders-file.ts'

/** Names that a manifest may have; what is in the file decides. */
const manifestName = /\.(?:json|sha1|sha256|sha384|sha512|md5|sfv|hashdeep|b3)$|SUMS(?:\.txt)?$/iu

export interface WatchedFoldersDependencies {
  readonly workspace: string
  readonly version: string
  readonly library: Library
  readonly locations: LocationRegistry
  /** Called when a folder is in another state, or something was taken in. */
  readonly onChange: () => void
  readonly warn: (message: string) => void
}

interface Watching extends ChosenFolder {
  readonly isOwn: boolean
  readonly intake: FolderIntake
}

/** Folders that other programs write manifests and run logs into: what appears there is taken in by itself. */
export class WatchedFolders {
  private readonly dependencies: WatchedFoldersDependencies
  private readonly file: WatchedFoldersFile
  private watching: Watching[] = []

  constructor(dependencies: WatchedFoldersDependencies) {
    this.dependencies = dependencies
    this.file = new WatchedFoldersFile(dependencies.workspace, dependencies.warn)
  }

  /** Begins with the workspace's own folder for run logs and those that were chosen before. */
  async start(): Promise<void> {
    const own = join(this.dependencies.workspace, 'run-logs')
    try {
      await makeFolder(own)
      this.begin({ type: 'run-logs', path: own }, true)
    } catch (error) {
      this.dependencies.warn(`${own} cannot be watched: ${toWireError(error).message}`)
    }
    for (const folder of await this.file.read()) this.begin(folder, false)
  }

  async list(): Promise<WatchedFolder[]> {
    const { locations } = this.dependencies
    return Promise.all(
      this.watching.map(async ({ type, path, isOwn, intake }) => ({
        type,
        location: locations.issue(path),
        isOwn,
        ...(await intake.describe()),
      })),
    )
  }

  /** Errors: `not-found`, `not-a-directory`, `permission-denied`, `read-failed`, those of a durable write. A folder that is watched already stays so. */
  async add(type: ChosenFolder['type'], directory: string): Promise<void> {
    const path = await resolveRoot(directory)
    if (this.watching.some((known) => known.type === type && known.path === path)) return
    this.begin({ type, path }, false)
    await this.save()
  }

  /** What was taken in stays. Errors: `bad-usage` for the workspace's own, those of a durable write. */
  async remove(type: ChosenFolder['type'], path: string): Promise<void> {
    const known = this.watching.find((folder) => folder.type === type && folder.path === path)
    if (known === undefined) return
    if (known.isOwn) {
      const message = 'This folder belongs to the workspace and is always watched.'
      throw new AppError({ code: 'bad-usage', operation: 'stop watching', path, message })
    }
    this.watching = this.watching.filter((folder) => folder !== known)
    await known.intake.close()
    await this.save()
  }

  async close(): Promise<void> {
    await Promise.all(this.watching.map(({ intake }) => intake.close()))
  }

  private begin({ type, path }: ChosenFolder, isOwn: boolean): void {
    const { onChange } = this.dependencies
    const intake = new FolderIntake({
      path,
      onChange,
      isWanted: (name) =>
        !name.startsWith('.') && (type === 'manifests' ? manifestName.test(name) : /\.json$/iu.test(name)),
      takeIn: (paths) => (type === 'manifests' ? this.takeInManifests(paths) : this.takeInLogs(paths)),
    })
    this.watching.push({ type, path, isOwn, intake })
    onChange()
  }

  private async save(): Promise<void> {
    await this.file.write(this.watching.flatMap(({ type, path, isOwn }) => (isOwn ? [] : [{ type, path }])))
    this.dependencies.onChange()
  }

  private async takeInManifests(paths: readonly string[]): Promise<IntakeEnd[]> {
    const ends: IntakeEnd[] = []
    for (const path of paths) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- The library's file is written once after the other.
        ends.push({ path, outcome: (await this.dependencies.library.takeIn(path)) ? 'taken-in' : 'known' })
      } catch (error) {
        ends.push({ path, outcome: 'refused', message: toWireError(error).message })
      }
    }
    return ends
  }

  private async takeInLogs(paths: readonly string[]): Promise<IntakeEnd[]> {
    const { workspace, version } = this.dependencies
    const input = { paths, toolVersion: version, isRecorded: false }
    const { imports } = await callLedgerApart(workspace, 'importLogs', input)
    return imports.map((end) =>
      'error' in end
        ? { path: end.path, outcome: 'refused', message: end.error.message }
        : { path: end.path, outcome: end.outcome === 'known' ? 'known' : 'taken-in' },
    )
  }
}
