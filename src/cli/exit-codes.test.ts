import { expect, it } from 'vitest'
import { AppError } from '../shared/errors/app-error.ts'
import { errorCodeSchema, type ErrorCode } from '../shared/errors/error-codes.ts'
import { exitCodeOfError } from './exit-codes.ts'

function exitCodeOf(code: ErrorCode): number {
  return exitCodeOfError(new AppError({ code, operation: 'test', message: 'A failure.' }))
}

it('tells what could not be read or written from what could not run', () => {
  const incomplete = errorCodeSchema.options.filter((code) => exitCodeOf(code) === 2)
  expect(incomplete).toEqual([
    'disk-full',
    'write-failed',
    'read-failed',
    'build-failed',
    'build-running',
    'worker-failed',
  ])
  expect(errorCodeSchema.options.filter((code) => exitCodeOf(code) === 130)).toEqual(['cancelled'])
  expect(exitCodeOf('root-looks-wrong')).toBe(3)
  expect(exitCodeOfError(new TypeError('a bug'))).toBe(3)
})
