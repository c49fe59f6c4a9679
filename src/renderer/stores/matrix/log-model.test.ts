import { describe, expect, it } from 'vitest'
import { LogModel, maxHeldLines, type LogQuery, type ReadLog } from './log-model.ts'

const query: LogQuery = { level: 'debug', window: null, search: '' }
const lineBytes = 10

/** A log of so many lines of ten bytes, read as the host reads one. */
function makeLog(first: number): { count: number; read: ReadLog } {
  const log: { count: number; read: ReadLog } = {
    count: first,
    read: async ({ fromByte, beforeByte, search, limit }) => {
      const numbers = Array.from({ length: log.count }, (_, number) => number)
      const fitting = numbers.filter((number) => String(number).includes(search))
      const sizeBytes = log.count * lineBytes
      const toLines = (chosen: number[]) =>
        chosen.map((number) => ({ atByte: number * lineBytes, timeMs: null, level: null, text: `line ${number}` }))
      if (fromByte !== null) {
        const chosen = fitting.filter((number) => number * lineBytes >= fromByte).slice(0, limit)
        const last = chosen.at(-1)
        const nextByte = chosen.length === limit && last !== undefined ? (last + 1) * lineBytes : sizeBytes
        return { lines: toLines(chosen), startByte: fromByte, nextByte, sizeBytes, hasEarlier: fromByte > 0 }
      }
      const end = beforeByte ?? sizeBytes
      const chosen = fitting.filter((number) => number * lineBytes < end).slice(-limit)
      const startByte = chosen.length === limit ? (chosen[0] ?? 0) * lineBytes : 0
      return { lines: toLines(chosen), startByte, nextByte: end, sizeBytes, hasEarlier: startByte > 0 }
    },
  }
  return log
}

function texts(model: LogModel): (string | undefined)[] {
  return [model.lines[0]?.text, model.lines.at(-1)?.text]
}

/** Whether no line is missing or there twice among those that are held. */
function isWhole({ lines }: LogModel): boolean {
  return lines.every(({ atByte }, index) => index === 0 || atByte === (lines[index - 1]?.atByte ?? 0) + lineBytes)
}

describe('the window over a log', () => {
  it('begins at the end, and goes back to the start without a gap', async () => {
    const model = new LogModel(query, makeLog(1700).read)
    await model.showEnd()
    expect([texts(model), model.hasEarlier]).toEqual([['line 1200', 'line 1699'], true])
    while (model.hasEarlier) await model.extendBack()
    expect([texts(model), isWhole(model)]).toEqual([['line 0', 'line 1699'], true])
  })

  it('takes in what is written meanwhile', async () => {
    const log = makeLog(3)
    const model = new LogModel(query, log.read)
    await model.showEnd()
    log.count = 5
    await model.extendOn()
    expect([texts(model), isWhole(model), model.hasLater]).toEqual([['line 0', 'line 4'], true, false])
  })

  it('begins anew where the log does', async () => {
    const log = makeLog(100)
    const model = new LogModel(query, log.read)
    await model.showEnd()
    log.count = 2
    await model.extendOn()
    expect(texts(model)).toEqual(['line 0', 'line 1'])
  })

  it('holds no more than so many lines, and finds those it dropped again at either end', async () => {
    const model = new LogModel(query, makeLog(10_000).read)
    await model.showStart()
    for (let page = 0; page < 12; page += 1) await model.extendOn()
    expect(model.lines).toHaveLength(maxHeldLines)
    expect([isWhole(model), model.hasEarlier, model.hasLater]).toEqual([true, true, true])
    for (let page = 0; page < 4; page += 1) await model.extendBack()
    expect(model.lines).toHaveLength(maxHeldLines)
    expect([isWhole(model), model.hasLater]).toEqual([true, true])
    await model.extendOn()
    expect(isWhole(model)).toBe(true)
  })

  it('says why a log cannot be read, and reads it when it can be', async () => {
    let isBroken = true
    const log = makeLog(3)
    const model = new LogModel(query, (place) => (isBroken ? Promise.reject(new Error('gone')) : log.read(place)))
    await model.showEnd()
    expect(model.failure?.message).toBe('gone')
    isBroken = false
    await model.showEnd()
    expect([model.failure, model.lines.length]).toEqual([null, 3])
  })
})
