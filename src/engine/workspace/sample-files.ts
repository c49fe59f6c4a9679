import { deflateSync } from 'node:zlib'

interface SampleFile {
  readonly path: string
  readonly content: string | Uint8Array
  readonly modifiedUtc: string
}

function csv(header: string, rowCount: number, row: (i: number) => (string | number)[]): string {
  return `${[header, ...Array.from({ length: rowCount }, (_, i) => row(i).join(','))].join('\n')}\n`
}

const stations = ['harbour', 'hilltop', 'mill-lane', 'old-bridge']

function readings(month: number): string {
  return csv('station,taken_utc,temperature_c,humidity_percent', 240, (i) => {
    const day = String(1 + (Math.floor(i / 8) % 28)).padStart(2, '0')
    const hour = String((i % 8) * 3).padStart(2, '0')
    const temperature = (8 + month + 6 * Math.sin(i / 4)).toFixed(1)
    const taken = `2026-${String(month).padStart(2, '0')}-${day}T${hour}:00:00Z`
    return [stations[i % stations.length] ?? '', taken, temperature, 55 + ((i * 7) % 35)]
  })
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

/** CRC-32 as PNG (ISO/IEC 15948, annex D) has it; `zlib.crc32` is not in every Node 20. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

function gradientPng(sizePixels: number): Buffer {
  const rows = Buffer.alloc(sizePixels * (1 + sizePixels * 3))
  for (let y = 0; y < sizePixels; y++) {
    for (let x = 0; x < sizePixels; x++) {
      const at = y * (1 + sizePixels * 3) + 1 + x * 3
      rows.set([40 + x, 90 + Math.floor(y / 2), 160 - Math.floor(x / 2)], at)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(sizePixels, 0)
  header.writeUInt32BE(sizePixels, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = pngChunk('IDAT', deflateSync(rows))
  return Buffer.concat([signature, pngChunk('IHDR', header), pixels, pngChunk('IEND', new Uint8Array())])
}

const about = `# Weather stations

Sample data to try Assay on: snapshot this folder, change a file, then verify it.

- readings/: one CSV a month, as the stations sent it
- reference/: what the readings are checked against
- pictures/: a map of the stations
- notes/: what people wrote down
`

const settings = { intervalHours: 3, unit: 'celsius', stations }

function text(path: string, modifiedUtc: string, content: string): SampleFile {
  return { path, modifiedUtc, content }
}

/** Small, believable and the same every time, times included. */
export function createSampleFiles(): SampleFile[] {
  return [
    text('README.md', '2026-04-02T08:15:00Z', about),
    text('readings/2026-01.csv', '2026-02-01T00:05:00Z', readings(1)),
    text('readings/2026-02.csv', '2026-03-01T00:05:00Z', readings(2)),
    text('readings/2026-03.csv', '2026-04-01T00:05:00Z', readings(3)),
    text(
      'reference/stations.csv',
      '2025-11-14T10:00:00Z',
      csv('station,height_m', 4, (i) => [stations[i] ?? '', 4 + i * 31]),
    ),
    text('reference/settings.json', '2025-11-14T10:02:00Z', `${JSON.stringify(settings, null, 2)}\n`),
    text('reference/limits.txt', '2025-11-14T10:04:00Z', 'temperature_c: -40..50\nhumidity_percent: 0..100\n'),
    text(
      'notes/2026-02-17 sensor swap.txt',
      '2026-02-17T14:31:00Z',
      'Sensor at hilltop replaced at 14:00 UTC. First readings look right.\n',
    ),
    text(
      'notes/2026-03-05 überprüfung.txt',
      '2026-03-05T09:12:00Z',
      'All four stations checked by hand, no drift over 0.2 °C.\n',
    ),
    text('notes/to do.txt', '2026-04-02T08:20:00Z', '- collect April readings\n- label the map\n'),
    { path: 'pictures/map.png', modifiedUtc: '2025-11-14T11:00:00Z', content: gradientPng(96) },
    {
      path: 'archive/calibration.bin',
      modifiedUtc: '2025-10-30T16:45:00Z',
      content: Uint8Array.from({ length: 4096 }, (_, i) => (i * i + 7 * i) & 0xff),
    },
    text('archive/empty.log', '2025-10-30T16:46:00Z', ''),
  ]
}

/** Links of the sample; their targets are relative to where they stand. */
export const sampleLinks: readonly { readonly path: string; readonly target: string }[] = [
  { path: 'latest.csv', target: 'readings/2026-03.csv' },
]
