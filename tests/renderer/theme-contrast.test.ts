import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verdicts } from '../../src/shared/model/verdict.ts'

const tokens = readFileSync(new URL('../../src/renderer/theme/tokens.css', import.meta.url), 'utf8')

/** The custom properties of one theme's block. */
function readTheme(scheme: 'light' | 'dark'): Map<string, string> {
  const block = tokens.split(`[data-mantine-color-scheme='${scheme}'] {`)[1]?.split('}')[0] ?? ''
  return new Map([...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

describe('the colours of the themes', () => {
  it.each(['light', 'dark'] as const)(
    'pass WCAG AA for text and verdicts on every surface of the %s theme',
    (scheme) => {
      const theme = readTheme(scheme)
      const surfaces = ['--surface', '--surface-side', '--surface-raised', '--surface-hover', '--surface-active']
      const texts = ['--text', '--text-dim', '--text-faint', ...verdicts.map((verdict) => `--verdict-${verdict}`)]
      const weak = texts
        .filter((text) => text !== '--verdict-suspected-corruption')
        .flatMap((text) => surfaces.map((surface) => ({ text, surface })))
        .filter(({ text, surface }) => contrast(theme.get(text) ?? '', theme.get(surface) ?? '') < 4.5)
      expect(weak).toEqual([])
      expect(contrast(theme.get('--verdict-suspected-corruption') ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(theme.get('--accent') ?? '', theme.get('--on-accent') ?? '')).toBeGreaterThanOrEqual(4.5)
    },
  )
})
