import { describe, expect, it } from 'vitest'
import { verdicts } from '../../shared/model/verdict.ts'
import { verdictLooks, verdictOrder } from './verdict-look.tsx'

describe('the look of verdicts', () => {
  it('has one for every verdict, loudest first', () => {
    expect(verdictOrder).toEqual([...verdicts])
  })

  it('tells verdicts apart without colour: no icon and no word is used twice', () => {
    const looks = Object.values(verdictLooks)
    expect(new Set(looks.map((look) => look.icon)).size).toBe(looks.length)
    expect(new Set(looks.map((look) => look.word)).size).toBe(looks.length)
  })
})
