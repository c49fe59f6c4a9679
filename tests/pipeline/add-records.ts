import { createHash } from 'node:crypto'
import { Manifest } from '../../src/engine/pipeline/manifest.ts'

// A pipeline process of the tests: adds so many records named after a prefix, so many at a time, and tells each batch.
const [path = '', prefix = '', count = '0', atOnce = '1'] = process.argv.slice(2)
const metadata = { process: 'download', etl_version: '1.0.0', root_dir: '/data/manifests' }
const manifest = Manifest.open(path, { metadata })

function add(i: number): Promise<unknown> {
  return manifest.addRecord({
    source_id: prefix,
    dataset: 'systems',
    checksum: createHash('sha256').update(`${prefix} ${i}`).digest('hex'),
    file_path: `/data/${prefix}/${i}.json.gz`,
    file_size: i + 1,
  })
}

for (let i = 0; i < Number(count); i += Number(atOnce)) {
  const batch = Array.from({ length: Math.min(Number(atOnce), Number(count) - i) }, (_, k) => i + k)
  await Promise.all(batch.map(add))
  process.stdout.write(`${batch.join('\n')}\n`)
}
