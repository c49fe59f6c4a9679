import { beforeEach, describe, expect, it, vi } from 'vitest'
import { checkSeal, closeManifest, openManifest, reopenManifests, useManifests } from './manifests-store.ts'

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown }

const opened: Answer = {
  ok: true,
  value: { viewId: 'v', summary: { format: 'assay', seal: { state: 'not-checked' } } },
}
const failed: Answer = { ok: false, error: { code: 'not-found', operation: 'open', message: 'It is gone.' } }
const intact: Answer = { ok: true, value: { state: 'intact' } }
let nextOpen: Promise<Answer>
let nextSeal: Promise<Answer>

const request = {
  'manifest.open': () => nextOpen,
  'manifest.checkSeal': () => nextSeal,
  'manifest.close': () => Promise.resolve({ ok: true, value: { isClosed: true } }),
}

// The bridge to the host is made once, at the first request.
vi.stubGlobal('window', { assay: { request } })

beforeEach(async () => {
  useManifests.setState({ tabs: new Map() })
  nextOpen = Promise.resolve(opened)
  await openManifest('m')
})

describe('a manifest that is closed before the host has answered', () => {
  it('stays closed when it cannot be opened', async () => {
    await closeManifest('m')
    nextOpen = Promise.resolve(failed)
    const opening = openManifest('m')
    await Promise.all([opening, closeManifest('m')])
    expect(useManifests.getState().tabs.size).toBe(0)
  })

  it('stays closed when it cannot be opened anew after a lost connection', async () => {
    nextOpen = Promise.resolve(failed)
    const reopening = reopenManifests()
    await Promise.all([reopening, closeManifest('m')])
    expect(useManifests.getState().tabs.size).toBe(0)
  })

  it('stays closed when its seal is told', async () => {
    nextSeal = Promise.resolve(intact)
    const checking = checkSeal('m')
    await Promise.all([checking, closeManifest('m')])
    expect(useManifests.getState().tabs.size).toBe(0)
  })
})

it('tells why a manifest that is looked at could not be opened anew', async () => {
  nextOpen = Promise.resolve(failed)
  await reopenManifests()
  expect(useManifests.getState().tabs.get('m')).toMatchObject({ state: 'failed', failure: { code: 'not-found' } })
})
