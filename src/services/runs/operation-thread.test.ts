import { afterEach, describe, expect, it } from 'vitest'
import { OperationThread } from './operation-thread.ts'
import { startStopwatch } from '../../../tests/helpers/start-stopwatch.ts'

const request = { kind: 'check-seal', path: '/none' } as const
let thread: OperationThread | undefined

function run(code: string): OperationThread {
  const source = `import { parentPort } from 'node:worker_threads'\n${code}`
  thread = new OperationThread(request, () => undefined, new URL(`data:text/javascript,${encodeURIComponent(source)}`))
  return thread
}

afterEach(() => thread?.terminate())

describe('an operation whose thread misbehaves', () => {
  it('fails when the thread throws, saying why', async () => {
    const end = await run('throw new Error("out of luck")').ended
    expect(end).toMatchObject({ ok: false, error: { code: 'worker-failed' } })
    expect(end.ok ? '' : end.error.message).toContain('out of luck')
  })

  it('fails when the thread leaves without a word', async () => {
    expect(await run('process.exit(0)').ended).toMatchObject({ ok: false, error: { code: 'worker-failed' } })
  })

  it('is cancelled within a second even when it never listens', async () => {
    const stuck = run('for (;;);')
    const measureMs = startStopwatch()
    stuck.cancel()
    expect(await stuck.ended).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(measureMs()).toBeLessThan(1000)
  })

  it('fails the questions that wait for it and those asked afterwards, and says that it is not held any more once it was let go', async () => {
    const dying = run('parentPort.on("message", () => process.exit(1))')
    await expect(dying.call('close', { viewId: 'v' })).rejects.toMatchObject({ code: 'worker-failed' })
    await expect(dying.call('close', { viewId: 'v' })).rejects.toMatchObject({ code: 'worker-failed' })
    const idle = run('parentPort.on("message", () => undefined)')
    const asking = idle.call('close', { viewId: 'v' })
    void idle.terminate()
    await expect(asking).rejects.toMatchObject({ code: 'unknown-view' })
    await expect(idle.call('close', { viewId: 'v' })).rejects.toMatchObject({ code: 'unknown-view' })
  })
})
