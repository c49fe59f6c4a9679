import { realpath } from 'node:fs/promises'
import { AppError, isCancelled } from '../../shared/errors/app-error.ts'
import type { WatchState } from '../../shared/model/run.ts'
import { openRoot } from '../compare/check-root.ts'
import type { ComparisonPlan } from '../compare/compare-options.ts'
import { describeComparison } from '../compare/describe-comparison.ts'
import { runComparison } from '../compare/run-comparison.ts'
import { nowNs } from '../run/clock.ts'
import { throwIfCancelled } from '../run/run-control.ts'
import { formatTimestampNs } from '../table/timestamp.ts'
import { markOfDrift } from './drift-mark.ts'
import { FolderHints } from './folder-hints.ts'
import { RescanClock, type WatchMood } from './rescan-clock.ts'
import { identifyRoot, isSameRoot, type RootIdentity } from './root-identity.ts'
import type { WatchControl, WatchOutcome } from './watch-options.ts'

const operation = 'watch folder'
const rootCheckMs = 1000

type Tell = (type: string, data: Record<string, unknown>) => void

const starting: WatchState = {
  phase: 'starting',
  notice: null,
  isBehind: true,
  rescanCount: 0,
  comparedUtc: null,
  fileCount: 0,
  totalSizeBytes: 0,
}

/** One watch: hints wake it, looks through the folder tell what is so. */
export class FolderWatch {
  private readonly plan: ComparisonPlan
  private readonly runId: string
  private readonly control: WatchControl
  private readonly tell: Tell
  private readonly startedNs = nowNs()
  private readonly clock = new RescanClock()
  private readonly toldErrors = new Set<string>()
  private hints: FolderHints | undefined
  private root: RootIdentity | undefined
  private state = starting
  private lost: string | undefined
  private latest: WatchOutcome | undefined
  private latestMark = ''
  /** Of the folder when it was last seen whole. */
  private knownDevice: bigint | undefined
  private wake: () => void = () => undefined

  constructor(plan: ComparisonPlan, runId: string, control: WatchControl, tell: Tell) {
    this.plan = plan
    this.runId = runId
    this.control = control
    this.tell = tell
  }

  /** Resolves with the drift last seen, once cancelled or after `durationMs`. */
  async run(durationMs = Number.POSITIVE_INFINITY): Promise<WatchOutcome> {
    const endMs = performance.now() + durationMs
    const wakeUp = (): void => this.wake()
    this.control.signal?.addEventListener('abort', wakeUp)
    try {
      do {
        await this.look()
        await this.rest(endMs)
      } while (!this.isCancelled && (this.latest === undefined || performance.now() < endMs))
      throwIfUnseen(this.latest)
      return this.endNow(this.latest)
    } finally {
      this.control.signal?.removeEventListener('abort', wakeUp)
      await this.hints?.close()
    }
  }

  /** The drift seen last, as the end of a watch that went on until now. */
  private endNow(latest: WatchOutcome): WatchOutcome {
    const endedNs = nowNs()
    const durationMs = Math.max(0, Number((endedNs - this.startedNs) / 1_000_000n))
    const ended = { ...latest.result, finishedUtc: formatTimestampNs(endedNs), durationMs }
    // What was seen before the folder went is no answer to how it is now.
    const { notice } = this.state
    if (this.mood !== 'absent' || notice === null) return { ...latest, result: ended }
    return { ...latest, result: { ...ended, status: 'incomplete', warnings: [...ended.warnings, notice] } }
  }

  private get isCancelled(): boolean {
    return this.control.signal?.aborted === true
  }

  private get mood(): WatchMood {
    const { phase } = this.state
    if (phase === 'root-gone' || phase === 'unmounted') return 'absent'
    return phase === 'polling' ? 'polling' : 'watching'
  }

  /** Looks through the folder once; what is wrong with the folder is a state, not an end. */
  private async look(): Promise<void> {
    const startedMs = performance.now()
    try {
      const root = await identifyRoot(this.plan.right.path)
      if (!isSameRoot(root, this.root)) await this.follow(root)
      this.clock.begin()
      const outcome = await this.compare()
      // A folder that went away meanwhile was not looked through.
      if (isSameRoot(await identifyRoot(this.plan.right.path), root)) this.publish(outcome)
      else this.clock.hint(performance.now())
    } catch (error) {
      if (isCancelled(error) && this.latest !== undefined) return
      // What was there once is waited for; what never was may be a slip of the pen.
      if (!isAbsence(error) || this.latest === undefined) throw error
      await this.lookAway(error)
    } finally {
      this.clock.end(performance.now(), performance.now() - startedMs)
    }
  }

  /** Listens to the folder that is there now. */
  private async follow(root: RootIdentity | undefined): Promise<void> {
    await this.hints?.close()
    this.hints = undefined
    this.lost = undefined
    this.root = root
    if (root === undefined) return
    const { right, workspace, ownFiles, left } = this.plan
    const own = [workspace, left.path, ...ownFiles]
    const realOwn = await Promise.all(own.map((path) => realpath(path).catch(() => path)))
    this.hints = new FolderHints(await openRoot(right.path), [...new Set([...own, ...realOwn])], {
      onHint: () => this.hear(),
      onLost: (notice) => this.lose(notice),
    })
    await this.hints.begin()
  }

  private hear(): void {
    this.clock.hint(performance.now())
    if (!this.state.isBehind) this.change({ isBehind: true })
    this.wake()
  }

  private lose(notice: string): void {
    if (this.lost !== undefined) return
    this.lost = notice
    void this.hints?.close()
    this.clock.hint(performance.now())
    this.wake()
  }

  private async compare(): Promise<WatchOutcome> {
    const { signal, pause, onProgress } = this.control
    const isFirst = this.latest === undefined
    const whole = await runComparison(this.plan, {
      signal,
      pause,
      ...(isFirst ? { onProgress } : {}),
      onError: (error) => {
        const key = `${error.path}\0${error.code}`
        if (this.toldErrors.has(key)) return
        this.toldErrors.add(key)
        this.control.onError?.(error)
      },
    })
    const { comparison, findings, others } = whole
    const described = describeComparison(this.plan, whole, this.startedNs)
    const rescanCount = this.state.rescanCount + 1
    return { result: { kind: 'watch', runId: this.runId, ...described, rescanCount }, comparison, findings, others }
  }

  private publish(outcome: WatchOutcome): void {
    const { result } = outcome
    const mark = markOfDrift(outcome.comparison)
    const isNews = mark !== this.latestMark
    this.latest = outcome
    this.latestMark = mark
    if (isNews) {
      this.tell('drift_changed', {
        status: result.status,
        finding_count: result.findingCount,
        counts: result.counts,
        file_count: result.right.fileCount,
      })
      this.control.onCompared?.(outcome)
    }
    this.change({
      phase: this.lost === undefined ? 'watching' : 'polling',
      notice: this.lost ?? null,
      isBehind: this.clock.isHinted,
      rescanCount: result.rescanCount,
      comparedUtc: result.finishedUtc,
      fileCount: result.right.fileCount,
      totalSizeBytes: result.right.totalSizeBytes,
    })
  }

  private async lookAway(error: AppError): Promise<void> {
    const now = await identifyRoot(this.plan.right.path)
    const isElsewhere = now !== undefined && now.device !== this.knownDevice
    const advice = 'It is looked for every second, and nothing is said of its files until it is back.'
    this.change({
      phase: isElsewhere ? 'unmounted' : 'root-gone',
      notice: isElsewhere
        ? `The drive that ${this.plan.right.path} is on is not mounted there any more. ${advice}`
        : `${withoutAdvice(error.message)} ${advice}`,
      isBehind: true,
    })
    // Whatever is there when it is back is listened to anew.
    await this.hints?.close()
    this.hints = undefined
    this.root = undefined
  }

  private change(change: Partial<WatchState>): void {
    const before = this.state
    this.state = { ...before, ...change }
    if (this.root !== undefined && this.state.phase === 'watching') this.knownDevice = this.root.device
    if (before.phase !== this.state.phase) {
      const { phase, notice } = this.state
      this.tell('watch_phase', { phase, ...(notice === null ? {} : { notice }) })
    }
    this.control.onWatch?.(this.state)
  }

  /** Until it is time to look again, something wakes it, or the end. */
  private async rest(endMs: number): Promise<void> {
    for (;;) {
      const nowMs = performance.now()
      const waitMs = Math.min(this.clock.waitMs(nowMs, this.mood), endMs - nowMs)
      if (this.isCancelled || waitMs <= 0) return
      await this.sleep(Math.min(waitMs, rootCheckMs))
      // That the root itself was moved away or mounted over is told by no hint.
      if (this.root !== undefined && !isSameRoot(await identifyRoot(this.plan.right.path), this.root)) return
    }
  }

  private async sleep(durationMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, durationMs)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function isAbsence(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'root-looks-wrong' || error.code === 'not-found')
}

/** What a verify advises is of no use here: nobody gives another folder to a watch. */
function withoutAdvice(message: string): string {
  return message.replace(/ Check that the drive.*$/u, '')
}

function throwIfUnseen(latest: WatchOutcome | undefined): asserts latest is WatchOutcome {
  if (latest !== undefined) return
  throwIfCancelled(AbortSignal.abort(), operation)
}
