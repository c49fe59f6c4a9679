import type { Digest } from './hash.ts'

export interface Walked {
  readonly digest: Digest
}
