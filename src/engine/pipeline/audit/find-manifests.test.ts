import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProcessManifests } from './find-manifests.ts'
import { PipelineBench, sha256Of } from './pipeline-fixtures.ts'

let bench: PipelineBench
beforeEach(() => {
  bench = new PipelineBench()
})
afterEach(() => bench.remove())

function write(name: string, content: string): void {
  writeFileSync(join(bench.manifests, name), content)
}

async function find(): Promise<string[]> {
  const { manifests } = await findProcessManifests(bench.manifests)
  return manifests.map((path) => basename(path))
}

describe('finding process manifests', () => {
  it('knows both namings, and others by their shape', async () => {
    bench.writeManifest('systems_download.manifest.json', [])
    bench.writeManifest('extractor_v1.0.0.json', [])
    bench.writeManifest('ledger.json', [])
    write('reversed.json', `\uFEFF{"records": {"${sha256Of('a')}": {}}, "metadata": {}}`)
    write('package.json', '{"name": "x", "records": 3}')
    write('nested.json', '{"a": {"metadata": {}, "records": {}}}')
    write('list.json', '["metadata", "records"]')
    write('notes.txt', '{"metadata": {}, "records": {}}')
    mkdirSync(join(bench.manifests, 'a_folder.manifest.json'))
    expect(await find()).toEqual([
      'extractor_v1.0.0.json',
      'ledger.json',
      'reversed.json',
      'systems_download.manifest.json',
    ])
  })

  it.each([
    ['', 'empty'],
    ['{"metada', 'cut off'],
    ['\u0000\u0001', 'no JSON'],
  ])('takes a file that is named like one for one, although it is %j', async (content) => {
    write('systems_download.manifest.json', content)
    expect(await find()).toEqual(['systems_download.manifest.json'])
  })

  it("leaves Assay's own manifests out, whatever their names", async () => {
    write('photos_2026.manifest.json', '{"format":"assay-manifest","version":1,\n"run_id":"run_1"}')
    write('in_run.manifest.json', '{"run_id": "run_1", "timestamp_utc": "", "directory": "/in", "files": []}')
    expect(await find()).toEqual([])
  })

  it('lists copies put aside apart, and names what only looks like a manifest from outside', async () => {
    write('systems_download.damaged-20261120T212501Z.json', '{"metadata": {}, "records": {}}')
    symlinkSync('/etc/hostname', join(bench.manifests, 'systems_load.manifest.json'))
    symlinkSync('/etc/hostname', join(bench.manifests, 'other.json'))
    const { manifests, setAside, errors } = await findProcessManifests(bench.manifests)
    expect([manifests, setAside.map((path) => basename(path))]).toEqual([
      [],
      ['systems_download.damaged-20261120T212501Z.json'],
    ])
    expect(errors).toMatchObject([{ path: join(bench.manifests, 'systems_load.manifest.json'), code: 'ELOOP' }])
  })
})
