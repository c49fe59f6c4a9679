import type { Entry } from '../../shared/model/entry.ts'
import type { Verdict } from '../../shared/model/verdict.ts'

/** What the words of a verdict are made from; a side is undefined where it lacks the path. */
export interface EvidenceInput {
  readonly verdict: Verdict
  readonly left: Entry | undefined
  readonly right: Entry | undefined
  readonly isQuick: boolean
  /** Path of the file of the baseline that an added file copies. */
  readonly copyOf: string | undefined
  /** The folder that could not be read, with the path below it out of sight. */
  readonly hiddenBy: Entry | undefined
}

function bytes(entry: Entry | undefined): string {
  return entry?.sizeBytes === undefined ? 'an unknown size' : `${entry.sizeBytes} bytes`
}

/** Digests that differ, eight characters of each. */
function describeDigests(left: Entry | undefined, right: Entry | undefined): string {
  const parts = Object.entries(left?.digests ?? {}).flatMap(([algorithm, before]) => {
    const after = right?.digests[algorithm as keyof Entry['digests']]
    return after === undefined || after === before ? [] : [`${algorithm} ${before.slice(0, 8)} → ${after.slice(0, 8)}`]
  })
  return parts.join(', ')
}

function describeSize(left: Entry | undefined, right: Entry | undefined): string {
  if (left?.sizeBytes === undefined || right?.sizeBytes === undefined) return 'size not known on both sides'
  if (left.sizeBytes === right.sizeBytes) return `size is the same (${left.sizeBytes} bytes)`
  return `size went from ${left.sizeBytes} to ${right.sizeBytes} bytes`
}

function describeTime(left: Entry | undefined, right: Entry | undefined): string {
  if (left?.modifiedUtc === undefined || right?.modifiedUtc === undefined)
    return 'modification time not known on both sides'
  if (left.modifiedUtc === right.modifiedUtc) return `modification time is the same (${left.modifiedUtc})`
  return `modification time went from ${left.modifiedUtc} to ${right.modifiedUtc}`
}

function describeMode(left: Entry | undefined, right: Entry | undefined): string {
  if (left?.mode === undefined || right?.mode === undefined || left.mode === right.mode) return ''
  return `, mode went from ${left.mode.toString(8).padStart(4, '0')} to ${right.mode.toString(8).padStart(4, '0')}`
}

function describeEdited({ left, right }: EvidenceInput): string {
  if (left?.kind === 'symlink') return `The link's target went from ${left.target} to ${right?.target}.`
  const digests = describeDigests(left, right)
  const content = digests === '' ? 'No digest to compare' : `Content differs (${digests})`
  return `${content}; ${describeSize(left, right)}; ${describeTime(left, right)}.`
}

function describeKind(entry: Entry | undefined): string {
  // A folder is an entry only where it could not be read, so a side without the path has a folder there.
  return entry === undefined || entry.kind === 'directory' ? 'folder' : (entry.special ?? entry.kind)
}

function describeUnverifiable({ left, right, isQuick }: EvidenceInput): string {
  if (left?.error !== undefined)
    return `The baseline could not read it then (${left.error.message}), so there is nothing to compare with.`
  if (right?.kind === 'symlink')
    return 'It is a link here; the manifest lists what a link leads to, and Assay does not follow links.'
  if (isQuick) return `Contents were not read (quick); ${describeSize(left, right)}; ${describeTime(left, right)}.`
  return `No digest algorithm in common; ${describeSize(left, right)}.`
}

function describeUnreadable({ right, hiddenBy }: EvidenceInput): string {
  if (hiddenBy !== undefined)
    return `Its folder ${hiddenBy.path} could not be read: ${hiddenBy.error?.message ?? ''} (${hiddenBy.error?.code ?? ''}).`
  return `Could not be read: ${right?.error?.message ?? ''} (${right?.error?.code ?? ''}).`
}

const describers: Readonly<Record<Verdict, (input: EvidenceInput) => string>> = {
  unchanged: ({ left, isQuick }) =>
    isQuick && left?.kind === 'file'
      ? 'Same size and modification time; contents were not read (quick).'
      : 'Same content.',
  touched: ({ left, right }) => `Same content; ${describeTime(left, right)}${describeMode(left, right)}.`,
  edited: describeEdited,
  'suspected-corruption': ({ left, right }) =>
    `Content differs (${describeDigests(left, right)}) while ${describeSize(left, right)} and ${describeTime(left, right)}: the mark of bit rot, not of an edit.`,
  changed: ({ left, right }) =>
    `Content differs (${describeDigests(left, right)}); ${describeSize(left, right)}; without both modification times an edit cannot be told from corruption.`,
  moved: ({ left, right }) => `Same content (${bytes(right)}), gone from ${left?.path} and found only here.`,
  'ambiguous-move': ({ left, right }) =>
    `${left === undefined ? 'Appeared' : 'Gone'}; several files of this content (${bytes(left ?? right)}) went and came, and nothing tells which became which.`,
  added: ({ right, copyOf }) =>
    `Not in the baseline${copyOf === undefined ? '' : `; a copy of ${copyOf}, which has the same content`} (${bytes(right)}).`,
  removed: ({ left }) => `In the baseline (${bytes(left)}), and not there now.`,
  'kind-changed': ({ left, right }) => `Was a ${describeKind(left)}, is a ${describeKind(right)}.`,
  unverifiable: describeUnverifiable,
  unreadable: describeUnreadable,
  'changed-while-reading': ({ right }) =>
    `It ${right?.error?.message ?? 'changed while it was read'}; run again when nothing writes to it.`,
}

/** Why the verdict was given, as a sentence for a person. */
export function describeEvidence(input: EvidenceInput): string {
  return describers[input.verdict](input)
}
