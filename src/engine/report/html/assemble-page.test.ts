import { expect, it } from 'vitest'
import { assemblePage } from './assemble-page.ts'

it('puts modules together without a trace of imports, exports or types', () => {
  const { script, style } = assemblePage()
  expect(script).not.toMatch(/^(?:import|export)\b/mu)
  expect(script).not.toContain('interface ')
  expect(script.trimEnd().endsWith('start()')).toBe(true)
  // What the browser would end the element at, were it in there.
  expect(script).not.toMatch(/<\/script|<!--/iu)
  expect(style).not.toMatch(/<\/style|url\(|@import/iu)
})
