import { describe, expect, it } from 'vitest'
import { moveCrosshair } from './move-crosshair.ts'

describe('the crosshair by keys', () => {
  it('goes to the neighbours and stops at the ends', () => {
    expect(moveCrosshair('ArrowRight', 3, 10)).toBe(4)
    expect(moveCrosshair('ArrowLeft', 3, 10)).toBe(2)
    expect(moveCrosshair('ArrowRight', 9, 10)).toBe(9)
    expect(moveCrosshair('ArrowLeft', 0, 10)).toBe(0)
  })

  it('begins at the end that the key points away from', () => {
    expect(moveCrosshair('ArrowRight', null, 10)).toBe(0)
    expect(moveCrosshair('ArrowLeft', null, 10)).toBe(9)
  })

  it('goes a tenth of all at a time by pages, and to both ends', () => {
    expect(moveCrosshair('PageDown', 0, 2000)).toBe(200)
    expect(moveCrosshair('PageUp', 1999, 2000)).toBe(1799)
    expect(moveCrosshair('Home', 7, 10)).toBe(0)
    expect(moveCrosshair('End', 7, 10)).toBe(9)
  })

  it('leaves other keys alone, and every key where there is nothing', () => {
    expect(moveCrosshair('a', 3, 10)).toBeUndefined()
    expect(moveCrosshair('Home', null, 0)).toBeUndefined()
  })
})
