import { expect, it } from 'vitest'
import { AppError } from '../../shared/errors/app-error.ts'
import type { CliStream, CliStreams } from '../streams.ts'
import { LiveFindings } from './live-findings.ts'

class Terminal implements CliStream {
  text = ''
  readonly columns = 80
  readonly isClosed = false
  readonly isTty: boolean
  private readonly failure: AppError | undefined

  constructor(isTty: boolean, failure?: AppError) {
    this.isTty = isTty
    this.failure = failure
  }

  write(text: string): Promise<void> {
    this.text += text
    return this.failure === undefined ? Promise.resolve() : Promise.reject(this.failure)
  }
}

const noColour = { NO_COLOR: '1' }
const missing = (name: string) => ({ kind: 'missing', path: `/d/${name}`, evidence: 'there is no such file' }) as const

function show(stderr: CliStream, failure?: AppError) {
  const stdout = new Terminal(true, failure)
  const streams: CliStreams = { stdout, stderr }
  return { stdout, live: new LiveFindings(streams, noColour) }
}

it('shows findings in the order they come, and none twice', async () => {
  const { stdout, live } = show(new Terminal(false))
  live.take([missing('a'), missing('b')])
  live.take([missing('c')])
  await live.settle()
  live.take([missing('d')])
  await live.settle()
  expect(stdout.text.match(/\/d\/\w/gu)).toEqual(['/d/a', '/d/b', '/d/c', '/d/d'])
  expect(stdout.text).toMatch(/^- missing +\/d\/a {2}there is no such file\n/u)
})

it('writes over the line of the progress on the same terminal', async () => {
  const { stdout, live } = show(new Terminal(true))
  live.take([missing('a')])
  await live.settle()
  expect(stdout.text.startsWith('\r\u001b[2K- missing')).toBe(true)
})

it('tells at the end what could not be written', async () => {
  const failure = new AppError({ code: 'write-failed', operation: 'write result', message: 'The disk is full.' })
  const { live } = show(new Terminal(false), failure)
  live.take([missing('a')])
  await expect(live.settle()).rejects.toBe(failure)
})

it('keeps none back that comes just as the one before is shown', async () => {
  for (let turns = 0; turns < 20; turns += 1) {
    const { stdout, live } = show(new Terminal(false))
    live.take([missing('a')])
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
    live.take([missing('b')])
    await live.settle()
    expect(stdout.text.match(/\/d\/\w/gu)).toEqual(['/d/a', '/d/b'])
  }
})
