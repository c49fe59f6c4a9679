const digitBits = 16
const digitCount = 1 << digitBits
const digitMask = digitCount - 1

/** 64-bit unsigned sort keys, one for each item. */
export interface SortKeys {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

export function createSortKeys(count: number): SortKeys {
  return { high: new Uint32Array(count), low: new Uint32Array(count) }
}

/** Turns the order of the keys around; sorting stays stable, so ties keep their order. */
export function complementKeys(keys: SortKeys): void {
  for (const words of [keys.high, keys.low]) {
    for (let at = 0; at < words.length; at++) words[at] = ~words[at]!
  }
}

/**
 * Sorts items by their keys, ascending and stable, in linear time: least significant digit first, leaving out the
 * digits in which all keys agree. Returns a new array.
 */
export function sortByKeys(items: Uint32Array, keys: SortKeys): Uint32Array {
  let sorted = items.slice()
  let spare = new Uint32Array(items.length)
  for (const words of [keys.low, keys.high]) {
    for (const shift of [0, digitBits]) {
      const slots = startSlots(sorted, words, shift)
      if (slots === undefined) continue
      for (const item of sorted) {
        const digit = (words[item]! >>> shift) & digitMask
        const slot = slots[digit]!
        spare[slot] = item
        slots[digit] = slot + 1
      }
      const filled = spare
      spare = sorted
      sorted = filled
    }
  }
  return sorted
}

/** Where the items of each digit begin; undefined when all items have the same digit. */
function startSlots(items: Uint32Array, words: Uint32Array, shift: number): Uint32Array | undefined {
  const slots = new Uint32Array(digitCount)
  for (const item of items) {
    const digit = (words[item]! >>> shift) & digitMask
    slots[digit] = slots[digit]! + 1
  }
  const firstDigit = items.length === 0 ? 0 : (words[items[0]!]! >>> shift) & digitMask
  if (slots[firstDigit] === items.length) return undefined
  let total = 0
  for (let digit = 0; digit < digitCount; digit++) {
    const itemCount = slots[digit]!
    slots[digit] = total
    total += itemCount
  }
  return slots
}
