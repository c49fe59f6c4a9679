import { describe, expect, it } from 'vitest'
import { chooseProcess } from './choose-process.ts'

const named = { process: 'download', isProcessOpen: true }
const nameless = { process: null, isProcessOpen: true }

describe('the process of a repaired manifest', () => {
  it('is what the manifest says, and is not asked for', () => {
    const told = chooseProcess({ process: 'extractor', isProcessOpen: false }, null)
    expect(told).toMatchObject({ process: null, shown: 'extractor', isReady: true, note: null })
  })

  it('is what its name tells, with a word on who cannot load it', () => {
    const choice = chooseProcess(named, null)
    expect(choice).toMatchObject({ process: 'download', shown: 'download', isReady: true })
    expect(choice.note).toMatch(/extractor, transformer, loader cannot load it/u)
  })

  it('is what was typed, without the spaces around it', () => {
    const choice = chooseProcess(named, ' loader ')
    expect(choice).toMatchObject({ process: 'loader', text: ' loader ', shown: 'loader', isReady: true, note: null })
  })

  it.each([
    [nameless, null],
    [named, ''],
    [named, '  '],
    [named, 'x'.repeat(201)],
  ])('has to be said before anything is repaired (%j, %j)', (plan, typed) => {
    expect(chooseProcess(plan, typed).isReady).toBe(false)
  })
})
