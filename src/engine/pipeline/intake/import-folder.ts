import { dirname, join, relative, resolve, sep } from 'node:path'
import { AppError, isCancelled } from '../../../shared/errors/app-error.ts'
import { toWireError } from '../../../shared/errors/wire-error.ts'
import type { ScanError } from '../../../shared/model/run.ts'
import type { BatchResult } from '../../hash/hash-protocol.ts'
import { recordActivity } from '../../ledger/record-activity.ts'
import type { RunControl } from '../../run/run-control.ts'
import { scanFolder } from '../../scan/scan-folder.ts'
import { resolveRoot } from '../../snapshot/resolve-root.ts'
import { kindFile } from '../../table/entry-columns.ts'
import { findProcessManifests } from '../audit/find-manifests.ts'
import { lockFilesOf } from '../file-lock.ts'
import { Manifest } from '../manifest.ts'
import { repeatChoices, type IntakeRun } from './add-files.ts'
import { chooseRecords, findRefusal, type KnownFile, type RecordChoices } from './record-choices.ts'

const digestBytes = 32
/** Records that wait for the disk at one time: those that come while others are saved are saved together. */
const maxWaiting = 20_000
const maxKeptErrors = 10_000

export interface ImportFolderOptions {
  readonly manifest: string
  readonly folder: string
  readonly choices: RecordChoices
  readonly isJunkExcluded: boolean
  readonly workerCount?: number | undefined
}

export interface ImportedFolder {
  readonly runId: string
  readonly manifest: string
  readonly folder: string
  /** Whether it was ended before the end of the folder; what was added is on disk. */
  readonly wasCancelled: boolean
  /** What ended it before the end of the folder, such as a full disk; what was added is on disk. */
  readonly fault: AppError | undefined
  readonly addedCount: number
  /** Files whose content was recorded before. */
  readonly knownCount: number
  /** Files that were not recorded, and folders that could not be read; the first 10,000. */
  readonly errors: readonly ScanError[]
  readonly errorCount: number
}

/**
 * Records every regular file of a folder by its content, as a run of the ledger, `import`. Junk, manifests of the same
 * folder as this one and their locks are left out. Cancelled, or failed amid its work, it keeps what was added and says how much
 * that is. Errors: those of `Manifest` for a manifest that is missing or damaged, of `resolveRoot` and of `recordActivity`.
 */
export function importFolder(
  options: ImportFolderOptions,
  run: IntakeRun,
  control: RunControl,
): Promise<ImportedFolder> {
  const manifest = resolve(options.manifest)
  const folder = resolve(options.folder)
  const junk = options.isJunkExcluded ? [] : ['--keep-junk']
  const activity = {
    ...run,
    operation: 'import' as const,
    lane: dirname(manifest),
    command: ['assay', 'etl', 'import', manifest, folder, ...repeatChoices(options.choices), ...junk],
    input: { manifest, folder },
    onStart: control.onStart,
  }
  return recordActivity(activity, async (runId) => {
    const intake = await FolderIntake.open(options, control)
    const { wasCancelled, fault } = await intake.run()
    const { root, addedCount, knownCount, errors, errorCount } = intake
    const ended = { wasCancelled, fault, addedCount, knownCount, errors, errorCount }
    const figures = { file_count: addedCount + knownCount, added_count: addedCount, known_count: knownCount }
    return {
      value: { runId, manifest, folder: root, ...ended },
      output: { result: { ...figures, failed_count: errorCount } },
      errors: fault === undefined ? errors : [...errors, toWireError(fault)],
      hasFailed: fault !== undefined,
      wasCancelled,
    }
  })
}

/** The manifests beside the one that is added to, with what writers of them leave, as paths relative to the root. */
async function listOwn(manifest: string, root: string): Promise<Set<string>> {
  const { manifests, setAside } = await findProcessManifests(dirname(manifest))
  const own = [manifest, ...manifests, ...setAside]
  const paths = [...own, ...own.flatMap(lockFilesOf)].map((path) => relative(root, path))
  return new Set(paths.map((path) => path.replaceAll(sep, '/')))
}

class FolderIntake {
  readonly root: string
  readonly errors: ScanError[] = []
  errorCount = 0
  addedCount = 0
  knownCount = 0
  private readonly options: ImportFolderOptions
  private readonly control: RunControl
  private readonly manifest: Manifest
  private readonly toParams: ReturnType<typeof chooseRecords>
  private readonly ownPaths: ReadonlySet<string>
  private readonly waiting = new Set<Promise<void>>()
  private fault: unknown

  private constructor(
    root: string,
    options: ImportFolderOptions,
    control: RunControl,
    manifest: Manifest,
    ownPaths: ReadonlySet<string>,
  ) {
    this.root = root
    this.options = options
    this.control = control
    this.manifest = manifest
    this.ownPaths = ownPaths
    this.toParams = chooseRecords(manifest, options.choices)
  }

  static async open(options: ImportFolderOptions, control: RunControl): Promise<FolderIntake> {
    const root = await resolveRoot(options.folder)
    const manifest = await Manifest.open(options.manifest).load()
    return new FolderIntake(root, options, control, manifest, await listOwn(manifest.path, root))
  }

  /** How it ended. Throws what is no fault of the surroundings. */
  async run(): Promise<Pick<ImportedFolder, 'wasCancelled' | 'fault'>> {
    let wasCancelled = false
    try {
      await this.scan()
    } catch (error) {
      if (!isCancelled(error)) this.fault ??= error
      else wasCancelled = true
    }
    // What was handed over is saved, or refused, before anything is said of it.
    while (this.waiting.size > 0) await Promise.all(this.waiting)
    const { fault } = this
    if (fault === undefined) return { wasCancelled, fault }
    if (!(fault instanceof AppError)) throw fault
    return { wasCancelled: false, fault }
  }

  private async scan(): Promise<void> {
    const { isJunkExcluded, workerCount } = this.options
    await scanFolder({
      root: this.root,
      algorithms: ['sha256'],
      mode: 'contents',
      hasLines: false,
      include: [],
      exclude: ['*.assay-tmp'],
      isJunkExcluded,
      ownPaths: this.ownPaths,
      workerCount,
      control: this.control,
      sink: (result, batch) => this.takeBatch(result, batch.rawPaths),
    })
  }

  private async takeBatch(result: BatchResult, rawPaths: ReadonlyMap<number, Uint8Array>): Promise<void> {
    const text = Buffer.from(result.pathBytes.buffer, result.pathBytes.byteOffset, result.pathBytes.byteLength)
    const digests = Buffer.from(result.digests.buffer, result.digests.byteOffset, result.digests.byteLength)
    for (let i = 0; i < result.count; i += 1) {
      const name = text.toString('utf8', result.pathOffsets[i], result.pathOffsets[i + 1])
      const error = result.errors.get(i)
      if (error !== undefined) this.addError({ path: this.locate(name), ...error })
      else if (result.kinds[i] === kindFile) {
        const sizeBytes = result.sizes[i] ?? 0
        const sha256 = digests.toString('hex', i * digestBytes, (i + 1) * digestBytes)
        this.take({ path: this.locate(name), name, sizeBytes, sha256 }, rawPaths.has(i))
      }
    }
    while (this.waiting.size > maxWaiting && this.fault === undefined) await Promise.race(this.waiting)
    if (this.fault !== undefined) throw this.fault
  }

  private take(file: KnownFile, isRaw: boolean): void {
    const message = isRaw ? 'has a name that is not UTF-8, which no record can hold' : findRefusal(file.sizeBytes)
    if (message === undefined) {
      const adding = this.add(file).finally(() => this.waiting.delete(adding))
      this.waiting.add(adding)
    } else this.addError({ path: file.path, code: isRaw ? 'EILSEQ' : 'empty-file', message })
  }

  private async add(file: KnownFile): Promise<void> {
    try {
      const { isNew } = await this.manifest.addRecord(this.toParams(file))
      if (isNew) this.addedCount += 1
      else this.knownCount += 1
    } catch (error) {
      if (error instanceof AppError && error.code === 'bad-usage') {
        this.addError({ path: file.path, code: error.code, message: error.message })
      } else this.fault ??= error
    }
  }

  private addError(error: ScanError): void {
    this.errorCount += 1
    if (this.errors.length < maxKeptErrors) this.errors.push(error)
    this.control.onError?.(error)
  }

  private locate(name: string): string {
    return join(this.root, name)
  }
}
