import { dirname } from 'node:path'
import { endLostActivity, resolveRoot, type AuditOptions } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { EmitEvent } from '../host-port.ts'
import { PipelineFoldersFile, type ListedPipeline } from './pipeline-folders-file.ts'
import { WatchedPipeline } from './watched-pipeline.ts'

const defaultStaleAfterDays = 7
const dayMs = 86_400_000
/** Threads that hold the manifests of a folder nobody looks at: the one asked longest ago is let go. */
const maxIdleThreads = 3

export interface PipelinesDependencies {
  readonly workspace: string
  readonly version: string
  readonly emit: EmitEvent
  readonly warn: (message: string) => void
}

/** The folders of process manifests in the list, each watched. */
export class Pipelines {
  private readonly dependencies: PipelinesDependencies
  private readonly file: PipelineFoldersFile
  /** In the order they were added. */
  private pipelines: WatchedPipeline[] = []
  /** In the order of use, the longest ago first. */
  private readonly used = new Set<WatchedPipeline>()

  private constructor(dependencies: PipelinesDependencies) {
    this.dependencies = dependencies
    this.file = new PipelineFoldersFile(dependencies.workspace, dependencies.warn)
  }

  /** Watches the folders that were listed before. */
  static async start(dependencies: PipelinesDependencies): Promise<Pipelines> {
    const pipelines = new Pipelines(dependencies)
    for (const listed of await pipelines.file.read()) pipelines.begin(listed)
    return pipelines
  }

  list(): readonly WatchedPipeline[] {
    return this.pipelines
  }

  /** Errors: `not-found`, `not-a-directory`, `permission-denied`, `read-failed`, those of a durable write. */
  async add(directory: string): Promise<WatchedPipeline> {
    const path = await resolveRoot(directory)
    const known = this.pipelines.find(({ listed }) => listed.path === path)
    if (known !== undefined) return known
    const added = this.begin({ path, dataFolders: [], staleAfterDays: defaultStaleAfterDays })
    await this.save()
    return added
  }

  /** Its files stay. Errors: those of a durable write. */
  async remove(pipelineId: string): Promise<void> {
    const known = this.pipelines.find((pipeline) => pipeline.pipelineId === pipelineId)
    if (known === undefined) return
    this.pipelines = this.pipelines.filter((pipeline) => pipeline !== known)
    this.used.delete(known)
    await known.close()
    await this.save()
  }

  /** Errors: `bad-usage` for one that is not in the list, those of `resolveRoot` for a data folder, those of a durable write. */
  async configure(pipelineId: string, settings: Omit<ListedPipeline, 'path'>): Promise<void> {
    const pipeline = this.use(pipelineId)
    const dataFolders = await Promise.all(settings.dataFolders.map((folder) => resolveRoot(folder)))
    pipeline.configure({ ...settings, path: pipeline.listed.path, dataFolders: [...new Set(dataFolders)] })
    await this.save()
  }

  /** One that is asked something now. Throws `bad-usage` for one that is not in the list. */
  use(pipelineId: string): WatchedPipeline {
    const pipeline = this.pipelines.find((known) => known.pipelineId === pipelineId)
    if (pipeline === undefined) {
      const message = 'This folder is not in the list of pipelines any more. Add it again.'
      throw new AppError({ code: 'bad-usage', operation: 'use pipeline', message })
    }
    this.used.delete(pipeline)
    this.used.add(pipeline)
    this.releaseIdle()
    return pipeline
  }

  /** The pipeline whose records a view shows. Throws `unknown-view`. */
  ofView(viewId: string): WatchedPipeline {
    const pipeline = this.pipelines.find(({ openViews }) => openViews.has(viewId))
    if (pipeline !== undefined) return pipeline
    const message = 'These records are not open any more. Open them again.'
    throw new AppError({ code: 'unknown-view', operation: 'use records', message })
  }

  /** The pipeline of a folder, or of one of its manifests. */
  findOf(path: string): WatchedPipeline | undefined {
    return this.pipelines.find(({ listed }) => listed.path === path || listed.path === dirname(path))
  }

  /** The pipeline whose check is the run. */
  findChecking(runId: string): WatchedPipeline | undefined {
    return this.pipelines.find(({ checkRunId }) => checkRunId === runId)
  }

  /** Checks a folder of the list as such an audit would, and returns the run; undefined where the list has none like it. */
  async checkAgain(audit: AuditOptions): Promise<string | undefined> {
    const like = this.pipelines.find(({ listed, checkRunId }) => checkRunId === null && isCheckedLike(listed, audit))
    if (like === undefined) return undefined
    const { thread } = this.use(like.pipelineId)
    await thread.call('check', { readsContents: audit.readContents })
    return (await thread.call('read', {})).check.runId ?? undefined
  }

  async close(): Promise<void> {
    await Promise.all(this.pipelines.map((pipeline) => pipeline.close()))
  }

  private begin(listed: ListedPipeline): WatchedPipeline {
    const { workspace, version, emit, warn } = this.dependencies
    const pipeline: WatchedPipeline = new WatchedPipeline({
      workspace,
      version,
      listed,
      onChange: (hasNewRecords) => emit('pipelines.changed', { pipelineId: pipeline.pipelineId, hasNewRecords }),
      onLostCheck: (runId, end) => {
        endLostActivity(workspace, runId, end).catch((error: unknown) => {
          warn(`The end of ${runId} could not be recorded: ${toWireError(error).message}`)
        })
      },
    })
    this.pipelines.push(pipeline)
    return pipeline
  }

  private releaseIdle(): void {
    const idle = [...this.used].filter(({ isInUse, thread }) => thread.isBegun && !isInUse)
    for (const pipeline of idle.slice(0, Math.max(0, idle.length - maxIdleThreads))) void pipeline.thread.release()
  }

  private async save(): Promise<void> {
    await this.file.write(this.pipelines.map(({ listed }) => listed))
    this.dependencies.emit('pipelines.changed', { pipelineId: null, hasNewRecords: false })
  }
}

function isCheckedLike({ path, dataFolders, staleAfterDays }: ListedPipeline, audit: AuditOptions): boolean {
  const { target, baseFolder, dataFolders: audited = [], staleAfterMs = defaultStaleAfterDays * dayMs } = audit
  const isSamePlace = path === target && baseFolder === undefined && staleAfterMs === staleAfterDays * dayMs
  return (
    isSamePlace &&
    new Set([...dataFolders, ...audited]).size === dataFolders.length &&
    dataFolders.length === audited.length
  )
}
