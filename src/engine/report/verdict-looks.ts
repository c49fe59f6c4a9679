import type { Verdict } from '../../shared/model/verdict.ts'

interface VerdictLook {
  readonly meaning: string
  /** Path of a drawing of 24 by 24, drawn with a line 2 wide. */
  readonly drawing: string
  readonly isFilled?: true
  /** On white; the page has colours for dark surfaces beside these. */
  readonly colour: string
}

const grey = '#636871'
const violet = '#7040c4'
const amber = '#8a5a00'
const orange = '#ad4a08'

/** Loudest first; colours and meanings as everywhere in Assay. */
const looks: Readonly<Record<Verdict, VerdictLook>> = {
  'suspected-corruption': {
    meaning: 'The content changed while size and modification time did not: the mark of bit rot.',
    drawing: 'M13 2 4 14h6l-1 8 10-12h-6z',
    isFilled: true,
    colour: '#c2152b',
  },
  unreadable: {
    meaning: 'It could not be read, so nothing is proven of it.',
    drawing: 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4',
    colour: orange,
  },
  'changed-while-reading': {
    meaning: 'It was written to during the check.',
    drawing: 'M19.5 9A8 8 0 0 0 5 8M4.5 3.500V8H9M4.500 15A8 8 0 0 0 19 16M19.5 20.5V16H15',
    colour: orange,
  },
  edited: {
    meaning: 'The content changed, and so did size or modification time.',
    drawing: 'M4 20 5 15 16 4 20 8 9 19zM13.500 6.500 17.500 10.500',
    colour: '#1765bd',
  },
  changed: {
    meaning: 'The content changed; without a modification time, edit and corruption look the same.',
    drawing: 'M12 4 21 20H3z',
    colour: amber,
  },
  'kind-changed': {
    meaning: 'A file became a link, a folder or a special file, or back.',
    drawing: 'M3 3h7v7H3zM14 14h7v7h-7zM14 5h5v5M10 19H5v-5',
    colour: '#a22c82',
  },
  removed: { meaning: 'It is on the left only.', drawing: 'M5 12h14', colour: '#bb2033' },
  moved: { meaning: 'The same content is now at another path.', drawing: 'M4 12h16M14 6l6 6-6 6', colour: violet },
  'ambiguous-move': {
    meaning: 'Several paths share this content, so which moved where cannot be told.',
    drawing: 'M8 8.500a4 4 0 1 1 5.800 3.600c-1.200.600-1.800 1.300-1.800 2.900M12 19.500v.1',
    colour: violet,
  },
  added: { meaning: 'It is on the right only.', drawing: 'M12 5v14M5 12h14', colour: '#1a7338' },
  unverifiable: {
    meaning: 'There is no digest to compare with.',
    drawing: 'M12 3 20 6v6c0 5-3.500 8-8 9.500C7.500 20 4 17 4 12V6zM12 8v4M12 16v.1',
    colour: grey,
  },
  touched: {
    meaning: 'Same content, other modification time or mode.',
    drawing: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 7v5l3 2',
    colour: grey,
  },
  unchanged: { meaning: 'Same content.', drawing: 'M5 12.500 10 17.500 20 7', colour: grey },
}

export const verdictsInOrder = Object.keys(looks) as readonly Verdict[]

const unknownLook: VerdictLook = { meaning: '', drawing: 'M12 12v.1', colour: grey }

/** The look of a verdict; a plain one where the name is of a later version. */
export function lookOf(verdict: string): VerdictLook {
  return Object.hasOwn(looks, verdict) ? looks[verdict as Verdict] : unknownLook
}

/** Drawings of how a run ended. */
export const toneDrawings = {
  good: 'M5 12.500 10 17.500 20 7',
  warn: 'M12 5v9M12 18.500v.1',
  bad: 'M6 6 18 18M18 6 6 18',
} as const
