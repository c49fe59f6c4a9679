import { describe, expect, it, vi } from 'vitest'
import type { Settings } from '../../shared/ipc/library-schemas.ts'
import { loadSettings, saveSettings, useApp } from './app-store.ts'

const first: Settings = {
  theme: 'light',
  algorithms: ['sha256'],
  isJunkExcluded: true,
  exclude: [],
  notifyWhenDone: true,
}

let written = first

const request = {
  'settings.read': () => Promise.resolve({ ok: true, value: written }),
  'settings.write': (value: Settings) => {
    written = value
    return Promise.resolve({ ok: true, value })
  },
}

// The bridge to the host is made once, at the first request.
vi.stubGlobal('window', { assay: { request } })

describe('the settings', () => {
  it('show what another window has written', async () => {
    useApp.setState({ settings: first })
    written = { ...first, theme: 'dark' }
    await loadSettings()
    expect(useApp.getState().settings?.theme).toBe('dark')
  })

  it('keep on screen what is changed here while they are read anew', async () => {
    useApp.setState({ settings: first })
    written = { ...first, theme: 'dark' }
    await Promise.all([loadSettings(), saveSettings({ notifyWhenDone: false })])
    expect(written).toEqual({ ...first, theme: 'dark', notifyWhenDone: false })
    expect(useApp.getState().settings).toEqual(written)
  })

  it('take a change that comes before they are known', async () => {
    useApp.setState({ settings: null })
    written = first
    const saved = saveSettings({ theme: 'dark' })
    await loadSettings()
    await saved
    expect(written).toEqual({ ...first, theme: 'dark' })
    expect(useApp.getState().settings).toEqual(written)
  })
})
