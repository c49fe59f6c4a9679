/**
 * JSON in the one form that the same value always has (RFC 8785, JSON Canonicalization Scheme): keys in order of their
 * UTF-16 code units, no white space, numbers as ECMAScript writes them. Members that are undefined are left out. Lone
 * surrogates, which Windows allows in names and the RFC leaves out, are written as escapes. Throws a TypeError for what
 * JSON cannot say: numbers that are not finite, anything but plain data.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value)
  throw new TypeError(`JSON cannot say a ${typeof value}`)
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON cannot say ${value}`)
  return JSON.stringify(value)
}

function canonicalObject(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // The plain order of strings is that of their UTF-16 code units.
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}
