import { describe, expect, it } from 'vitest'
import { commandOf } from './command-of-key.ts'

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, target: null }

describe('a key', () => {
  it('with Control stands for a command, and with Command on macOS', () => {
    expect(commandOf({ ...none, key: 'k', ctrlKey: true }, 'linux')).toBe('open-palette')
    expect(commandOf({ ...none, key: 'S', ctrlKey: true, shiftKey: true }, 'win32')).toBe('snapshot-folder')
    expect(commandOf({ ...none, key: 'k', metaKey: true }, 'darwin')).toBe('open-palette')
    expect(commandOf({ ...none, key: 'b', ctrlKey: true }, 'linux')).toBeUndefined()
  })

  it.each(['k', 'e', 'd', 'f', 'o', '/'])('with Control is left to the text on macOS: %s', (key) => {
    expect(commandOf({ ...none, key, ctrlKey: true }, 'darwin')).toBeUndefined()
  })
})
