import { afterEach, describe, expect, it, vi } from 'vitest'
import { RecordsHost } from './records-host-fixture.ts'
import { RecordsModel } from './records-model.ts'

const host = new RecordsHost([])

// The bridge to the host is made once, at the first request.
vi.stubGlobal('window', { assay: host.expose() })

async function openModel(names: readonly string[]): Promise<RecordsModel> {
  host.names = [...names]
  const model = new RecordsModel('p')
  await model.change({})
  return model
}

function shownNames(model: RecordsModel): (string | undefined)[] {
  return Array.from({ length: model.rows.rowCount }, (_, offset) => model.rows.rowAt(offset)?.checksum)
}

afterEach(() => {
  host.beforeOpen = () => Promise.resolve()
  host.views.clear()
})

describe('the records of a pipeline', () => {
  it('keep the selected record selected through a search that leaves it, and let it go with one that does not', async () => {
    const model = await openModel(['a1', 'b1', 'a2'])
    model.select(2)
    await model.change({ search: 'a' })
    expect(model.active?.checksum).toBe('a2')
    expect(model.activeOffset).toBe(1)
    await model.change({ search: 'b' })
    expect(model.activeOffset).toBe(-1)
    expect(model.active).toBeUndefined()
  })

  it('keep the same record selected though all are numbered anew', async () => {
    const model = await openModel(['a', 'b'])
    model.select(1)
    host.names = ['new', 'a', 'b']
    model.noteOutdated()
    expect(model.isOutdated).toBe(true)
    await model.refresh()
    expect(model.isOutdated).toBe(false)
    expect(shownNames(model)).toEqual(['new', 'a', 'b'])
    expect(model.active?.checksum).toBe('b')
    expect(model.activeOffset).toBe(2)
  })

  it('leave the selection to a user who goes on while they are asked for anew', async () => {
    const model = await openModel(['a', 'b', 'c'])
    model.select(0)
    const asked = model.requery()
    model.select(1)
    model.extendTo(2)
    await asked
    expect(model.range).toEqual({ first: 1, last: 2 })
  })

  it('find what the user has selected meanwhile where it is now', async () => {
    const model = await openModel(['a', 'b'])
    model.select(0)
    let letOpen = (): void => {}
    host.beforeOpen = () => new Promise((resolve) => (letOpen = resolve))
    host.names = ['new', 'a', 'b']
    const refreshed = model.refresh()
    model.select(1)
    host.beforeOpen = () => Promise.resolve()
    letOpen()
    await refreshed
    expect(model.active?.checksum).toBe('b')
    expect(model.activeOffset).toBe(2)
  })

  it('take in what came though the states of files change at the same moment', async () => {
    const model = await openModel(['a'])
    let letOpen = (): void => {}
    host.beforeOpen = () => new Promise((resolve) => (letOpen = resolve))
    host.names = ['new', 'a']
    const refreshed = model.refresh()
    await model.requery()
    letOpen()
    await refreshed
    expect(shownNames(model)).toEqual(['new', 'a'])
  })

  it('stay outdated where something else was asked for while they were read anew', async () => {
    const model = await openModel(['a', 'b'])
    let letOpen = (): void => {}
    host.beforeOpen = () => new Promise((resolve) => (letOpen = resolve))
    const refreshed = model.refresh()
    await model.change({ search: 'b' })
    letOpen()
    await refreshed
    expect(shownNames(model)).toEqual(['b'])
    expect(model.isOutdated).toBe(true)
    expect(host.views.size).toBe(1)
  })

  it('are opened anew where the host has forgotten the view', async () => {
    const model = await openModel(['a', 'b'])
    host.views.clear()
    await model.change({ search: 'b' })
    expect(shownNames(model)).toEqual(['b'])
    expect(model.failure).toBeUndefined()
  })

  it('take off the filters that hide a record that was asked for, and say so', async () => {
    const model = await openModel(['a', 'b'])
    await model.change({ search: 'a' })
    expect(await model.reveal({ manifestKey: 'm', checksum: 'b' })).toBe('uncovered')
    expect(model.query.search).toBe('')
    expect(model.active?.checksum).toBe('b')
    expect(await model.reveal({ manifestKey: 'm', checksum: 'a' })).toBe('shown')
    expect(await model.reveal({ manifestKey: 'm', checksum: 'gone' })).toBe('none')
    expect(model.active?.checksum).toBe('a')
  })

  it('are chosen from where Shift began to where it is now', async () => {
    const model = await openModel(['a', 'b', 'c'])
    model.select(2)
    model.extendTo(1)
    model.extendTo(0)
    expect(model.range).toEqual({ first: 0, last: 2 })
    model.select(1)
    expect(model.range).toEqual({ first: 1, last: 1 })
  })
})
