import type { Entry } from '../../shared/model/entry.ts'
import type { Verdict } from '../../shared/model/verdict.ts'
import { formatSizeExactly } from '../../shared/text/quantities.ts'
import type { FormatCapabilities } from '../manifest/formats/format-capabilities.ts'

/** What the formats of both sides can say at all. */
export interface SideFormats {
  readonly left: FormatCapabilities
  readonly right: FormatCapabilities
}

/** What the words of a verdict are made from; a side is undefined where it lacks the path. */
export interface EvidenceInput {
  readonly formats: SideFormats
  readonly verdict: Verdict
  readonly left: Entry | undefined
  readonly right: Entry | undefined
  readonly isQuick: boolean
  /** Path of the file of the baseline that an added file copies. */
  readonly copyOf: string | undefined
  /** The folder that could not be read, or the link, with the path below it out of sight. */
  readonly hiddenBy: Entry | undefined
}

function bytes(entry: Entry | undefined): string {
  return entry?.sizeBytes === undefined ? 'an unknown size' : formatSizeExactly(entry.sizeBytes)
}

/** Digests that differ, eight characters of each. */
function describeDigests(left: Entry | undefined, right: Entry | undefined): string {
  const parts = Object.entries(left?.digests ?? {}).flatMap(([algorithm, before]) => {
    const after = right?.digests[algorithm as keyof Entry['digests']]
    return after === undefined || after === before ? [] : [`${algorithm} ${before.slice(0, 8)} → ${after.slice(0, 8)}`]
  })
  return parts.join(', ')
}

/** Whose format cannot say it, or that it was just not said. */
function describeLack(
  what: string,
  { left, right, formats }: EvidenceInput,
  isKnown: (entry: Entry | undefined) => boolean,
  canSay: (format: FormatCapabilities) => boolean,
): string {
  const lacking = [formats.left, formats.right].filter((format) => !canSay(format))
  if (lacking.length > 0) {
    const names = [...new Set(lacking.map(({ name }) => name))]
    return `${names.join(' and ')} ${names.length > 1 ? 'have' : 'has'} no ${what}`
  }
  const sides = [...(isKnown(left) ? [] : ['left']), ...(isKnown(right) ? [] : ['right'])]
  return `${what} not known on the ${sides.join(' and ')}`
}

function describeSize(input: EvidenceInput): string {
  const [before, after] = [input.left?.sizeBytes, input.right?.sizeBytes]
  if (before === undefined || after === undefined) {
    return describeLack(
      'size',
      input,
      (entry) => entry?.sizeBytes !== undefined,
      (format) => format.hasSizes,
    )
  }
  if (before === after) return `size is the same: ${formatSizeExactly(before)}`
  return `size went from ${formatSizeExactly(before)} to ${formatSizeExactly(after)}`
}

/** Without the zeros that end its fraction. */
function shortenTime(time: string): string {
  return time.replace(/(\.\d*?)0+Z$/u, (_, fraction: string) => (fraction === '.' ? 'Z' : `${fraction}Z`))
}

function describeTime(input: EvidenceInput): string {
  const [before, after] = [input.left?.modifiedUtc, input.right?.modifiedUtc]
  if (before === undefined || after === undefined) {
    return describeLack(
      'modification time',
      input,
      (entry) => entry?.modifiedUtc !== undefined,
      (format) => format.hasTimes,
    )
  }
  if (before === after) return `modification time is the same (${shortenTime(before)})`
  return `modification time went from ${shortenTime(before)} to ${shortenTime(after)}`
}

/** As one clause where the same formats lack both. */
function describeSizeAndTime(input: EvidenceInput): string {
  const [size, time] = [describeSize(input), describeTime(input)]
  const who = /^(.+ (?:has|have)) no size$/u.exec(size)?.[1]
  const isSame = who !== undefined && time === `${who} no modification time`
  return isSame ? `${who} neither size nor modification time` : `${size}; ${time}`
}

function describeMode(left: Entry | undefined, right: Entry | undefined): string {
  if (left?.mode === undefined || right?.mode === undefined || left.mode === right.mode) return ''
  return `, mode went from ${left.mode.toString(8).padStart(4, '0')} to ${right.mode.toString(8).padStart(4, '0')}`
}

function describeEdited(input: EvidenceInput): string {
  const { left, right } = input
  if (left?.kind === 'symlink') return `The link's target went from ${left.target} to ${right?.target}.`
  const digests = describeDigests(left, right)
  const content = digests === '' ? 'No digest to compare' : `Content differs (${digests})`
  return `${content}; ${describeSize(input)}; ${describeTime(input)}.`
}

function describeKind(entry: Entry | undefined): string {
  // A folder is an entry only where it could not be read, so a side without the path has a folder there.
  return entry === undefined || entry.kind === 'directory' ? 'folder' : (entry.special ?? entry.kind)
}

function listAlgorithms(entry: Entry | undefined): string {
  const names = Object.keys(entry?.digests ?? {})
  return names.length === 0 ? 'no digest' : names.join(', ')
}

function describeUnverifiable(input: EvidenceInput): string {
  const { left, right, formats, hiddenBy } = input
  if (hiddenBy !== undefined) return describeBehindLink(hiddenBy, left === undefined ? 'left' : 'right', input)
  if (left?.error !== undefined)
    return `The baseline could not read it then (${left.error.message}), so there is nothing to compare with.`
  if (right?.kind === 'symlink' && !formats.left.hasLinks) return describeLink('right', formats.left)
  if (left?.kind === 'symlink' && !formats.right.hasLinks) return describeLink('left', formats.right)
  if (input.isQuick) return `Contents were not read (quick); ${describeSize(input)}; ${describeTime(input)}.`
  const sides = `left has ${listAlgorithms(left)}, right has ${listAlgorithms(right)}`
  return `No digest algorithm in common (${sides}); ${describeSize(input)}.`
}

function describeLink(side: 'left' | 'right', other: FormatCapabilities): string {
  return `It is a link on the ${side}; ${other.name} lists what a link leads to, and Assay does not follow links.`
}

function describeBehindLink(link: Entry, side: 'left' | 'right', { formats }: EvidenceInput): string {
  const list = side === 'left' ? formats.right : formats.left
  return `${link.path} is a link on the ${side}; ${list.name} lists what lies behind it, and Assay does not follow links.`
}

function describeUnreadable({ left, right, hiddenBy }: EvidenceInput): string {
  if (hiddenBy !== undefined)
    return `Its folder ${hiddenBy.path} could not be read: ${hiddenBy.error?.message ?? ''} (${hiddenBy.error?.code ?? ''}).`
  const error = right?.error ?? left?.error
  return `Could not be read${right?.error === undefined ? ' on the left' : ''}: ${error?.message ?? ''} (${error?.code ?? ''}).`
}

function describeChanged(input: EvidenceInput): string {
  const differs = `Content differs (${describeDigests(input.left, input.right)})`
  return `${differs}; ${describeSizeAndTime(input)}: cannot tell an edit from corruption.`
}

function describeCorruption(input: EvidenceInput): string {
  const differs = `Content differs (${describeDigests(input.left, input.right)})`
  return `${differs} while ${describeSize(input)} and ${describeTime(input)}: the mark of bit rot, not of an edit.`
}

const describers: Readonly<Record<Verdict, (input: EvidenceInput) => string>> = {
  unchanged: ({ left, isQuick }) =>
    isQuick && left?.kind === 'file'
      ? 'Same size and modification time; contents were not read (quick).'
      : left?.kind === 'symlink'
        ? 'Same target.'
        : 'Same content.',
  touched: (input) => `Same content; ${describeTime(input)}${describeMode(input.left, input.right)}.`,
  edited: describeEdited,
  'suspected-corruption': describeCorruption,
  changed: describeChanged,
  moved: ({ left, right }) => `Same content (${bytes(right)}), gone from ${left?.path} and found only here.`,
  'ambiguous-move': ({ left, right }) =>
    `${left === undefined ? 'Appeared' : 'Gone'}; several files of this content (${bytes(left ?? right)}) went and came, and nothing tells which became which.`,
  added: ({ right, copyOf }) =>
    `Only on the right${copyOf === undefined ? '' : `; a copy of ${copyOf}, which has the same content`} (${bytes(right)}).`,
  removed: ({ left }) => `Only on the left (${bytes(left)}).`,
  'kind-changed': ({ left, right }) => `Was a ${describeKind(left)}, is a ${describeKind(right)}.`,
  unverifiable: describeUnverifiable,
  unreadable: describeUnreadable,
  'changed-while-reading': ({ left, right }) =>
    `It ${(right?.error ?? left?.error)?.message ?? 'changed while it was read'}; run again when nothing writes to it.`,
}

const sameContent: ReadonlySet<Verdict> = new Set(['unchanged', 'touched', 'moved', 'ambiguous-move'])

/** Whether nothing but a CRC-32 says that contents are the same. */
function restsOnCrc({ verdict, left, right }: EvidenceInput): boolean {
  if (!sameContent.has(verdict)) return false
  const sides = [left, right].filter((entry) => entry !== undefined).map((entry) => Object.keys(entry.digests))
  const [first = [], ...others] = sides
  const common = first.filter((algorithm) => others.every((algorithms) => algorithms.includes(algorithm)))
  return common.length === 1 && common[0] === 'crc32'
}

/** Why the verdict was given, in sentences for a person. */
export function describeEvidence(input: EvidenceInput): string {
  const evidence = describers[input.verdict](input)
  return restsOnCrc(input) ? `${evidence} By CRC-32 alone, which different contents share by chance.` : evidence
}
