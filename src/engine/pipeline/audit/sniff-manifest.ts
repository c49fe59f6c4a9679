/** As much of a file as tells whether it is a process manifest. */
export const sniffedBytes = 64 * 1024

/** What the start of a JSON document tells of it. */
interface Outline {
  /** Keys of the document itself, in order. */
  readonly keys: readonly string[]
  /** The first key within `records`, where it was reached. */
  readonly firstRecord: string | undefined
}

const sha256Key = /^[0-9a-f]{64}$/iu
const tokens = /"(?<text>(?:[^"\\]|\\.)*)"(?<colon>\s*:)?|[[\]{}]/gsu

/** Reads keys only, and stops where the text does: what is no JSON has no keys. */
function outline(text: string): Outline {
  const keys: string[] = []
  let firstRecord: string | undefined
  let depth = 0
  for (const { 0: token, groups } of text.matchAll(tokens)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    else if (groups?.['colon'] !== undefined) {
      const key = groups['text'] ?? ''
      if (depth === 1) keys.push(key)
      else if (depth === 2 && keys.at(-1) === 'records') firstRecord ??= key
    }
    if (depth <= 0) break
  }
  return { keys, firstRecord }
}

/**
 * Whether a JSON file that is not named like a process manifest has the shape of one: `metadata` and `records`, or records
 * under their checksums. `head` is at most the first `sniffedBytes` of it.
 */
export function looksLikeProcessManifest(head: string): boolean {
  const { keys, firstRecord } = outline(head)
  if (!keys.includes('records')) return false
  return keys.includes('metadata') || (firstRecord !== undefined && sha256Key.test(firstRecord))
}

/** Whether a file that is named like a process manifest is plainly another kind: Assay's own manifests end in the same way. */
export function looksLikeAnotherManifest(head: string): boolean {
  const { keys } = outline(head)
  if (keys.includes('metadata') || keys.includes('records')) return false
  return keys.includes('format') || (keys.includes('run_id') && keys.includes('directory'))
}
