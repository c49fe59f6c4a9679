import { expect, it } from 'vitest'
import { EntryCollector } from './entry-collector.ts'

it('rejects on Windows what only Windows misreads', () => {
  const collector = new EntryCollector({ file: 'm', algorithms: [], isOrderPromised: true, platform: 'win32' })
  const paths = ['C:\\x', 'C:x', '\\\\srv\\s', 'CON', 'f:stream', 'a\\..\\..\\b', 'fine/config.txt']
  paths.forEach((relative_path, index) => collector.add({ relative_path, size_bytes: 1 }, index + 1))
  const { columns, rejected, warnings } = collector.finish()
  expect(rejected.map(({ path }) => path)).toEqual(paths.slice(0, -1))
  expect(rejected.every(({ reason }) => reason.includes('Windows'))).toBe(true)
  expect(columns.count).toBe(1)
  expect(warnings).toEqual([])
})
