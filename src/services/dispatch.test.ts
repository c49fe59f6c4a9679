import { beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import { fewHandlers } from '../../tests/fixtures/served-app.ts'
import { AppError } from '../shared/errors/app-error.ts'
import { dispatch } from './dispatch.ts'

let stderr: MockInstance<typeof process.stderr.write>

beforeEach(() => {
  stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})

describe('a request of the contract', () => {
  it('gives the value its handler answers', async () => {
    const handlers = fewHandlers({ 'library.list': async () => ({ folders: [] }) })
    expect(await dispatch(handlers, 'library.list', {})).toEqual({ ok: true, value: { folders: [] } })
  })

  it.each(['', 'library', 'library.list ', '__proto__', 'constructor', 'hasOwnProperty', 'location.drop'])(
    'is refused when its channel is %j',
    async (channel) => {
      expect(await dispatch(fewHandlers({}), channel, {})).toMatchObject({ ok: false, error: { code: 'bad-usage' } })
    },
  )

  it('never reaches its handler with an input that does not fit, and names the field', async () => {
    const handlers = fewHandlers({})
    for (const input of [undefined, null, [], { runId: '' }, { runId: 1 }, { runId: 'r', surplus: 1 }]) {
      expect(await dispatch(handlers, 'run.cancel', input)).toMatchObject({ ok: false, error: { code: 'bad-usage' } })
    }
    const { error } = (await dispatch(handlers, 'run.cancel', { runId: 1 })) as { error: { message: string } }
    expect(error.message).toContain('runId')
  })

  it('keeps the code, path and causes of an operation that failed, and is not taken for a bug', async () => {
    const failure = new AppError({
      code: 'disk-full',
      operation: 'write manifest',
      path: '/m',
      message: 'The disk is full.',
      cause: new Error('ENOSPC'),
    })
    const handlers = fewHandlers({ 'run.pause': () => Promise.reject(failure) })
    expect(await dispatch(handlers, 'run.pause', { runId: 'r' })).toEqual({
      ok: false,
      error: {
        code: 'disk-full',
        operation: 'write manifest',
        path: '/m',
        message: 'The disk is full.',
        causes: ['ENOSPC'],
      },
    })
    expect(stderr).not.toHaveBeenCalled()
  })

  it('tells a bug on stderr and answers it as internal', async () => {
    const handlers = fewHandlers({ 'run.pause': () => Promise.reject(new TypeError('x is not a function')) })
    expect(await dispatch(handlers, 'run.pause', { runId: 'r' })).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    })
    expect(stderr.mock.calls.join('')).toContain('x is not a function')
  })

  it('answers as internal what a handler gives out of contract', async () => {
    const surplus = { token: 't', displayPath: '/x', path: '/x' }
    const handlers = fewHandlers({ 'library.createSample': async () => surplus })
    expect(await dispatch(handlers, 'library.createSample', {})).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    })
  })
})
