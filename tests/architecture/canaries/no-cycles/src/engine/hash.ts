import type { Walked } from './walk.ts'

export interface Digest {
  readonly of: Walked
}
