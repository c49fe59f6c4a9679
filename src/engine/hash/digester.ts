import { createHash, hash as hashOnce, type Hash } from 'node:crypto'
import { createRequire } from 'node:module'
import { crc32 } from 'node:zlib'
import type * as BlakeHash from '@napi-rs/blake-hash'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'

/** One algorithm: a whole buffer at once, or a stream of chunks. Digests are lower-case hex. */
export interface Digester {
  readonly algorithm: DigestAlgorithm
  hashWhole(bytes: Uint8Array): string
  /** Starts a stream; one at a time. */
  start(): void
  update(bytes: Uint8Array): void
  finish(): string
}

const require = createRequire(import.meta.url)

class CryptoDigester implements Digester {
  readonly algorithm: DigestAlgorithm
  private stream: Hash | undefined

  constructor(algorithm: DigestAlgorithm) {
    this.algorithm = algorithm
  }

  hashWhole(bytes: Uint8Array): string {
    return hashOnce(this.algorithm, bytes, 'hex')
  }

  start(): void {
    this.stream = createHash(this.algorithm)
  }

  update(bytes: Uint8Array): void {
    this.stream?.update(bytes)
  }

  finish(): string {
    return this.stream?.digest('hex') ?? ''
  }
}

interface StreamHasher {
  update(bytes: Uint8Array): unknown
  digest(encoding: 'hex'): string
}

/** An algorithm that comes from a package: `restart` gives a hasher that has seen nothing yet. */
class PackageDigester implements Digester {
  readonly algorithm: DigestAlgorithm
  private readonly restart: () => StreamHasher
  private stream: StreamHasher | undefined

  constructor(algorithm: DigestAlgorithm, restart: () => StreamHasher) {
    this.algorithm = algorithm
    this.restart = restart
  }

  hashWhole(bytes: Uint8Array): string {
    const hasher = this.restart()
    hasher.update(bytes)
    return hasher.digest('hex')
  }

  start(): void {
    this.stream = this.restart()
  }

  update(bytes: Uint8Array): void {
    this.stream?.update(bytes)
  }

  finish(): string {
    return this.stream?.digest('hex') ?? ''
  }
}

/** CRC-32 as SFV lists have it (ISO 3309): eight hex digits, whatever the value. */
class Crc32Digester implements Digester {
  readonly algorithm = 'crc32'
  private value = 0

  hashWhole(bytes: Uint8Array): string {
    return formatCrc32(crc32(bytes))
  }

  start(): void {
    this.value = 0
  }

  update(bytes: Uint8Array): void {
    this.value = crc32(bytes, this.value)
  }

  finish(): string {
    return formatCrc32(this.value)
  }
}

function formatCrc32(value: number): string {
  return value.toString(16).padStart(8, '0')
}

async function createBlake3(): Promise<Digester> {
  try {
    const native = require('@napi-rs/blake-hash') as typeof BlakeHash
    const hasher = new native.Blake3Hasher()
    const stream: StreamHasher = {
      update: (bytes) => hasher.update(asBuffer(bytes)),
      digest: (encoding) => hasher.digest(encoding),
    }
    // A new hasher costs three times what hashing a small file does.
    return new PackageDigester('blake3', () => {
      hasher.reset()
      return stream
    })
  } catch {
    // No binary for this platform: WebAssembly gives the same digests, a tenth as fast.
    const { createBLAKE3 } = await import('hash-wasm')
    const hasher = await createBLAKE3()
    return new PackageDigester('blake3', () => hasher.init())
  }
}

async function createXxh3(): Promise<Digester> {
  const { createXXHash3 } = await import('hash-wasm')
  const hasher = await createXXHash3()
  return new PackageDigester('xxh3', () => hasher.init())
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

async function createDigester(algorithm: DigestAlgorithm): Promise<Digester> {
  if (algorithm === 'blake3') return createBlake3()
  if (algorithm === 'xxh3') return createXxh3()
  if (algorithm === 'crc32') return new Crc32Digester()
  return new CryptoDigester(algorithm)
}

export async function createDigesters(algorithms: readonly DigestAlgorithm[]): Promise<Digester[]> {
  return Promise.all(algorithms.map((algorithm) => createDigester(algorithm)))
}
