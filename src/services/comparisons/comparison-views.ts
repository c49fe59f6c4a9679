import { randomUUID } from 'node:crypto'
import type { Transferable } from 'node:worker_threads'
import { AppError } from '../../shared/errors/app-error.ts'
import { fromWireError } from '../../shared/errors/wire-error.ts'
import type { RequestOutput } from '../../shared/ipc/contract.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'
import type { HeldThreads } from '../runs/held-threads.ts'
import { OperationThread } from '../runs/operation-thread.ts'
import type { MethodInput, MethodName, MethodOutput } from '../workers/call-protocol.ts'
import type { ComparisonMethods } from '../workers/comparison-protocol.ts'

const maxViews = 12

interface ComparisonViewRef {
  readonly runId: string
  /** What its thread is held by, once it is. */
  readonly holdKey: string
  readonly thread: OperationThread
}

interface FoundThread {
  readonly thread: OperationThread
  readonly holdKey: string
}

type OpenedView = RequestOutput<'comparison.open'>

export interface ComparisonViewsDependencies {
  readonly workspace: string
  readonly held: HeldThreads
  /** The thread that holds what a run of this process has found, if there is one. */
  readonly threadOf: (runId: string) => OperationThread | undefined
  /** Errors: `unknown-run`. */
  readonly readRun: (runId: string) => Promise<RunSnapshot>
}

/** The open views onto comparisons, and the threads that answer them. */
export class ComparisonViews {
  private readonly dependencies: ComparisonViewsDependencies
  /** In the order of use, the longest ago first. */
  private readonly views = new Map<string, ComparisonViewRef>()
  private readonly recalling = new Map<string, Promise<OperationThread>>()

  constructor(dependencies: ComparisonViewsDependencies) {
    this.dependencies = dependencies
  }

  /** Errors: `unknown-run`, `bad-usage` for a run that compares nothing, those of reading its findings, `worker-failed`. */
  async open(runId: string): Promise<OpenedView> {
    try {
      return await this.openIn(await this.findThread(runId), runId)
    } catch (error) {
      // The thread may have been let go between the two steps; what is on record is still there.
      if (!(error instanceof AppError) || error.code !== 'unknown-view') throw error
      return this.openIn(await this.findThread(runId), runId)
    }
  }

  /** Errors: `unknown-view`, and those of the method. */
  async call<M extends MethodName<ComparisonMethods>>(
    viewId: string,
    method: M,
    input: MethodInput<ComparisonMethods, M>,
    transfer: readonly Transferable[] = [],
  ): Promise<MethodOutput<ComparisonMethods, M>> {
    return this.use(viewId).thread.call(method, input, transfer)
  }

  /** The run a view is of. Errors: `unknown-view`. */
  runOf(viewId: string): string {
    return this.use(viewId).runId
  }

  /** Closing a view that is not open does nothing. */
  async close(viewId: string): Promise<void> {
    const view = this.views.get(viewId)
    this.views.delete(viewId)
    // A thread that is gone has closed it already.
    await view?.thread.call('close', { viewId }).catch(() => undefined)
  }

  async closeAll(): Promise<void> {
    this.views.clear()
    const recalled = await Promise.allSettled(this.recalling.values())
    await Promise.all(recalled.flatMap((end) => (end.status === 'fulfilled' ? [end.value.terminate()] : [])))
  }

  private async openIn({ thread, holdKey }: FoundThread, runId: string): Promise<OpenedView> {
    const viewId = randomUUID()
    const { extent } = await thread.call('open', { viewId })
    this.views.set(viewId, { runId, holdKey, thread })
    for (const oldest of [...this.views.keys()].slice(0, Math.max(0, this.views.size - maxViews))) {
      await this.close(oldest)
    }
    return { viewId, extent }
  }

  private use(viewId: string): ComparisonViewRef {
    const view = this.views.get(viewId)
    if (view === undefined || view.thread.isLost) {
      this.views.delete(viewId)
      const message = 'This comparison is not open any more. Open it again.'
      throw new AppError({ code: 'unknown-view', operation: 'use comparison', message })
    }
    this.views.delete(viewId)
    this.views.set(viewId, view)
    this.dependencies.held.use(view.holdKey)
    return view
  }

  private async findThread(runId: string): Promise<FoundThread> {
    const { threadOf, held, readRun } = this.dependencies
    const own = threadOf(runId)
    if (own !== undefined) {
      held.use(runId)
      return { thread: own, holdKey: runId }
    }
    const run = await readRun(runId)
    if (run.kind === 'snapshot') {
      const message = `${runId} is a snapshot: it compared nothing.`
      throw new AppError({ code: 'bad-usage', operation: 'open comparison', message })
    }
    // What another process has recorded so far is not what it will have recorded at its end.
    const holdKey = run.state === 'running' ? `${runId} (running)` : runId
    return { thread: held.use(holdKey) ?? (await this.recallOnce(run, holdKey)), holdKey }
  }

  private recallOnce(run: RunSnapshot, holdKey: string): Promise<OperationThread> {
    const recalling = this.recalling.get(holdKey) ?? this.recall(run, holdKey)
    this.recalling.set(holdKey, recalling)
    return recalling.finally(() => this.recalling.delete(holdKey))
  }

  private async recall({ runId, isStrict }: RunSnapshot, holdKey: string): Promise<OperationThread> {
    const { workspace, held } = this.dependencies
    const request = { kind: 'recall', workspace, runId, isStrict: isStrict ?? false } as const
    const thread = new OperationThread(request, () => undefined)
    const end = await thread.ended
    if (!end.ok || end.value.kind !== 'recalled') {
      await thread.terminate()
      throw end.ok ? new Error('findings were recalled with another result') : fromWireError(end.error)
    }
    await held.add(holdKey, { thread, entryCount: end.value.findingCount, onRelease: undefined })
    return thread
  }
}
