/** Messages that are hashed at once, one in each 32-bit lane of a vector. */
export const laneCount = 4
export const vectorBytes = 16
export const chunkBytes = 64
/** Chunks of the longest message the lanes take; a longer one is hashed by itself. */
export const maxChunks = 16
export const laneBytes = maxChunks * chunkBytes
/** Leaves whose digests are held: the root over them is one of the whole tree. */
export const heldLeaves = 512
export const digestBytes = 32
/** Of a lane's job: where the line is, its length, where the digest goes, and a word that is free. */
export const jobBytes = 16
/** So much may be read beyond a block. */
export const spareBytes = 64

/** Where things are in the memory of the lanes' code, in bytes. */
export const laneLayout = {
  roundConstants: 0,
  startState: 256,
  state: 512,
  words: 640,
  messages: 1024,
  jobs: 6144,
  digests: 8192,
  block: 32_768,
} as const

function parseWords(text: string): Uint32Array {
  return Uint32Array.from(text.trim().split(/\s+/u), (word) => Number.parseInt(word, 16))
}

// FIPS 180-4, sections 4.2.2 and 5.3.3.
export const roundConstants = parseWords(`
  428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5
  d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174
  e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da
  983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967
  27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85
  a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070
  19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3
  748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2
`)
export const startState = parseWords('6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19')
