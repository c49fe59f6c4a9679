import { inflateSync } from 'node:zlib'

const woffHeaderBytes = 44
const woffTableBytes = 20
const sfntHeaderBytes = 12
const sfntTableBytes = 16

/**
 * Unpacks a WOFF 1.0 file (W3C Recommendation, sections 3 to 5) into the plain font it holds. Font libraries can read a
 * WOFF, but unpack its tables anew for every glyph.
 */
export function woffToSfnt(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('The font is no WOFF file')
  const tableCount = woff.readUInt16BE(12)
  const tables = Array.from({ length: tableCount }, (_, index) =>
    readTable(woff, woffHeaderBytes + index * woffTableBytes),
  )
  const directory = Buffer.alloc(sfntHeaderBytes + tableCount * sfntTableBytes)
  woff.copy(directory, 0, 4, 8)
  directory.writeUInt16BE(tableCount, 4)
  const power = 2 ** Math.floor(Math.log2(tableCount))
  directory.writeUInt16BE(power * 16, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((tableCount - power) * 16, 10)
  const bodies: Buffer[] = []
  let offset = directory.length
  for (const [index, { tag, checksum, data }] of tables.entries()) {
    const entry = sfntHeaderBytes + index * sfntTableBytes
    tag.copy(directory, entry)
    directory.writeUInt32BE(checksum, entry + 4)
    directory.writeUInt32BE(offset, entry + 8)
    directory.writeUInt32BE(data.length, entry + 12)
    // Every table begins at a multiple of four bytes.
    const padding = Buffer.alloc(-data.length & 3)
    bodies.push(data, padding)
    offset += data.length + padding.length
  }
  return Buffer.concat([directory, ...bodies])
}

function readTable(woff: Buffer, at: number): { tag: Buffer; checksum: number; data: Buffer } {
  const offset = woff.readUInt32BE(at + 4)
  const storedLength = woff.readUInt32BE(at + 8)
  const length = woff.readUInt32BE(at + 12)
  const stored = woff.subarray(offset, offset + storedLength)
  const data = storedLength < length ? inflateSync(stored) : stored
  return { tag: woff.subarray(at, at + 4), checksum: woff.readUInt32BE(at + 16), data }
}
