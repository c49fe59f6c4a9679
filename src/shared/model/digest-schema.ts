import { z } from 'zod'
import { digestAlgorithms } from './digest.ts'

// Apart from the names, so that a hashing thread starts without zod.
export const digestAlgorithmSchema = z.enum(digestAlgorithms)
