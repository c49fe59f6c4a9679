import { describe, expect, it } from 'vitest'
import { describeVersions, listVersions, nameCard, orderCards, sumCards } from './card-facts.ts'
import { aCard } from './card-fixture.ts'

describe('cards of process manifests', () => {
  it('come with the corrupt ones first and by name after that, whatever else their state', () => {
    const cards = [
      aCard({ fileName: 'step10_v1.json', health: ['valid'] }),
      aCard({ fileName: 'zulu_load.manifest.json', health: ['corrupt', 'stale'] }),
      aCard({ fileName: 'step9_v1.json', health: ['stale'] }),
    ]
    expect(orderCards(cards).map(nameCard)).toEqual(['zulu_load', 'step9_v1', 'step10_v1'])
  })

  it('are named by their file without its endings, whatever it is called', () => {
    const names = ['other.json', 'extractor_v1.0.0.json', 'systems_download.manifest.json', 'odd']
    expect(names.map((fileName) => nameCard({ fileName }))).toEqual([
      'other',
      'extractor_v1.0.0',
      'systems_download',
      'odd',
    ])
  })

  it('say the one version of their records, or how many there are', () => {
    expect(describeVersions({ versions: [{ version: '1.0.0', recordCount: 3 }], etlVersion: null })).toBe('1.0.0')
    expect(describeVersions({ versions: [], etlVersion: '2.1' })).toBe('2.1')
    expect(describeVersions({ versions: [], etlVersion: null })).toBe('no version')
    const versions = [
      { version: '1.0.0', recordCount: 2 },
      { version: '1.1.0', recordCount: 1 },
    ]
    expect(describeVersions({ versions, etlVersion: '1.1.0' })).toBe('2 versions')
    expect(listVersions(versions)).toBe('2 records of 1.0.0, 1 record of 1.1.0')
  })

  it('are summed for the head of the page', () => {
    const cards = [
      aCard({ recordCount: 2, totalSizeBytes: 10 }),
      aCard({ recordCount: 3, totalSizeBytes: 5, health: ['corrupt'] }),
    ]
    expect(sumCards(cards)).toEqual({ recordCount: 5, totalSizeBytes: 15, corruptCount: 1 })
  })
})
