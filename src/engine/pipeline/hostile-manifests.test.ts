import { expect, it } from 'vitest'
import { digestOf, metadataOf, strategyRecord } from './pipeline-fixtures.ts'
import { parseManifestBytes } from './read-process-manifest.ts'

const metadata = JSON.stringify(metadataOf(0))
const parse = (text: string | Buffer) => parseManifestBytes(Buffer.from(text), {})

function recordText(name: string): string {
  return `"${digestOf(name)}": ${JSON.stringify(strategyRecord(name))}`
}

it('tells the line of a fault behind any number of lines', async () => {
  const lineCount = 100_000
  const { problems } = await parse(`${'\n'.repeat(lineCount)}{"metadata": ${metadata},\n"records": {]`)
  expect(problems.problems).toMatchObject([
    { line: lineCount + 2, byteOffset: lineCount + `{"metadata": ${metadata},\n"records": {`.length },
  ])
})

it('takes a file of line ends alone for an empty one, without a list of its lines', async () => {
  const { problems } = await parse(Buffer.alloc(50_000_000, '\n'))
  expect(problems.problems).toMatchObject([{ reason: 'empty-file' }])
})

it.each([
  ['a key without end', `{"metadata": ${metadata}, "${'a'.repeat(70_000)}": 1}`, /a key of more than 65536 bytes/u],
  [
    'fields without end',
    `{"metadata": ${metadata}, ${Array.from({ length: 1001 }, (_, i) => `"k${i}": 1`).join()}}`,
    /more than 1000 fields/u,
  ],
  [
    'a record of 17 million bytes',
    `{"metadata": ${metadata}, "records": {"${digestOf('a')}": {"x": "${'a'.repeat(17_000_000)}"}}}`,
    /larger than 16 MiB/u,
  ],
])('names %s as a fault instead of holding it', async (_, text, message) => {
  const { problems } = await parse(text)
  expect(problems.problems[0]?.message).toMatch(message)
})

it('says when so many records have no end that the rest was not looked through', async () => {
  const endless = Array.from({ length: 10_001 }, (_, i) => `"${digestOf(`b${i}`)}": {"x": "\n`).join('')
  const { problems, records } = await parse(`{"metadata": ${metadata}, "records": {${endless}${recordText('a')}`)
  expect(records.size).toBe(0)
  expect(problems.count).toBeGreaterThan(10_000)
  expect(problems.problems.length).toBeLessThan(problems.count)
})

it('names every record that is lost, however many problems are listed', async () => {
  const count = 3000
  const bad = Array.from({ length: count }, (_, i) => `"${digestOf(`b${i}`)}": {"checksum": "${digestOf(`b${i}`)}"}`)
  const parser = await parse(`{"metadata": ${metadata}, "records": {${[...bad, recordText('a')].join()}}}`)
  expect(parser.problems.count).toBeGreaterThan(10_000)
  expect(parser.lostKeys).toHaveLength(count)
  expect([...parser.records.keys()]).toEqual([digestOf('a')])
})
