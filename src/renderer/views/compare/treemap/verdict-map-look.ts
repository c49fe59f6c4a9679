import type { ComparisonTreemapNode } from '../../../../shared/ipc/comparison-schemas.ts'
import type { Verdict } from '../../../../shared/model/verdict.ts'
import { verdictOrder } from '../../../components/verdict-look.tsx'
import type { ColorScheme } from '../../../components/treemap/map-node.ts'
import type { MapLook } from '../../../components/treemap/treemap-paint.ts'

/** Hue in degrees of OKLCH and how much of it, in step with the colours of the words; null is grey. */
const hues: Readonly<Record<Verdict, { hue: number; chroma: number } | null>> = {
  'suspected-corruption': { hue: 22, chroma: 0.2 },
  unreadable: { hue: 50, chroma: 0.13 },
  'changed-while-reading': { hue: 50, chroma: 0.13 },
  edited: { hue: 252, chroma: 0.11 },
  changed: { hue: 80, chroma: 0.11 },
  'kind-changed': { hue: 340, chroma: 0.11 },
  removed: { hue: 18, chroma: 0.09 },
  moved: { hue: 298, chroma: 0.11 },
  'ambiguous-move': { hue: 298, chroma: 0.11 },
  added: { hue: 152, chroma: 0.11 },
  unverifiable: null,
  touched: null,
  unchanged: null,
}

const faintLightness = { light: 6, dark: -8 }

/** The fill of a verdict: calm enough to carry text, but for the loudest. */
export function fillOfVerdict(verdict: Verdict, scheme: ColorScheme, isFaint = false): string {
  const look = hues[verdict]
  const isLoud = verdict === 'suspected-corruption'
  if (look === null) {
    const isSame = verdict === 'unchanged'
    return scheme === 'light' ? `oklch(${isSame ? 92 : 84}% 0.006 265)` : `oklch(${isSame ? 34 : 46}% 0.008 265)`
  }
  const lightness = scheme === 'light' ? (isLoud ? 68 : 82) : isLoud ? 52 : 46
  return `oklch(${lightness + (isFaint ? faintLightness[scheme] : 0)}% ${look.chroma * (isFaint ? 0.5 : 1)} ${look.hue})`
}

/** The icons of the verdicts as strokes within 24 units, for a canvas. */
const strokes: Readonly<Record<Verdict, string>> = {
  'suspected-corruption': 'M13 3v7h6l-8 11v-7H5z',
  unreadable: 'M6 11h12v9H6zM9 11V7a3 3 0 0 1 6 0v4',
  'changed-while-reading': 'M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5',
  edited: 'M4 20l1-5L16 4l4 4L9 19z',
  changed: 'M12 4l9 16H3z',
  'kind-changed': 'M3 3h7v7H3zM14 14h7v7h-7zM14 6h5v5M10 18H5v-5',
  removed: 'M5 12h14',
  moved: 'M4 12h15M13 6l6 6-6 6',
  'ambiguous-move': 'M8 8a4 4 0 1 1 6 4c-1.500 1-2 1.500-2 3M12 19v.5',
  added: 'M12 5v14M5 12h14',
  unverifiable: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z',
  touched: 'M12 4a8 8 0 1 0 .1 0M12 8v4l3 2',
  unchanged: 'M5 12l5 5 9-10',
}

const paths = new Map<Verdict, Path2D>()

function pathOf(verdict: Verdict): Path2D {
  const known = paths.get(verdict) ?? new Path2D(strokes[verdict])
  paths.set(verdict, known)
  return known
}

/** Colour and sign are the verdict; of what a rest or a folder gathers the loudest, fainter as most of it may be something else. */
export const verdictLook: MapLook<ComparisonTreemapNode> = {
  gather: (nodes) => ({
    verdict: verdictOrder.find((verdict) => nodes.some((node) => node.verdict === verdict)) ?? 'unchanged',
    findingCount: nodes.reduce((sum, { findingCount }) => sum + findingCount, 0),
    row: null,
  }),
  fill: ({ node }, scheme) => fillOfVerdict(node.verdict, scheme, node.type !== 'entry'),
  sign: ({ node }) =>
    node.verdict === 'unchanged'
      ? undefined
      : { path: pathOf(node.verdict), isFilled: node.verdict === 'suspected-corruption' },
}
