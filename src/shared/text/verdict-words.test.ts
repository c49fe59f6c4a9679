import { expect, it } from 'vitest'
import { verdicts } from '../model/verdict.ts'
import { wordOfVerdict } from './verdict-words.ts'

it('names every verdict in words that fit one and many', () => {
  expect(verdicts.map((verdict) => [wordOfVerdict(verdict), wordOfVerdict(verdict, 2)])).toEqual([
    ['suspected corruption', 'suspected corruptions'],
    ['unreadable', 'unreadable'],
    ['changed while reading', 'changed while reading'],
    ['edited', 'edited'],
    ['changed', 'changed'],
    ['kind changed', 'kind changed'],
    ['removed', 'removed'],
    ['moved', 'moved'],
    ['ambiguous move', 'ambiguous moves'],
    ['added', 'added'],
    ['unverifiable', 'unverifiable'],
    ['touched', 'touched'],
    ['unchanged', 'unchanged'],
  ])
})

it('speaks of none as of many, and of a verdict of a later version by its name', () => {
  expect(wordOfVerdict('ambiguous-move', 0)).toBe('ambiguous moves')
  expect(wordOfVerdict('not-yet-known', 3)).toBe('not yet known')
})
