import { describe, expect, it } from 'vitest'
import { formatProblem, formatProblems } from './format-problems.ts'

const sized = { field: 'records["ab"].file_size', line: 12, message: 'The size is a text.', key: 'ab' }
const whole = { field: '', line: null, message: 'The file is empty.', key: null }

describe('problems as text', () => {
  it('name the field and the line', () => {
    expect(formatProblem(sized)).toBe('records["ab"].file_size (line 12): The size is a text.')
  })

  it('name the whole file where no field is meant', () => {
    expect(formatProblem(whole)).toBe('the whole file: The file is empty.')
  })

  it('stand one a line under the path of their file', () => {
    expect(formatProblems('/m/x.json', [whole, sized]).split('\n')).toEqual([
      '/m/x.json',
      'the whole file: The file is empty.',
      'records["ab"].file_size (line 12): The size is a text.',
    ])
  })
})
