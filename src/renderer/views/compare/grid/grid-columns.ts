/** How much of both sides there is room for. */
export type GridForm = 'sides' | 'change' | 'narrow'

const sidesFromPx = { tree: 920, list: 1090 }
const changeFromPx = 560

export function formFor(widthPx: number, layout: 'tree' | 'list'): GridForm {
  if (widthPx >= sidesFromPx[layout]) return 'sides'
  return widthPx >= changeFromPx ? 'change' : 'narrow'
}

const verdictColumn = { tree: '', list: '172px ' }

const columns: Readonly<Record<GridForm, { template: string; count: number }>> = {
  sides: { template: 'minmax(0, 1fr) 60px 112px 62px 60px 112px 62px', count: 7 },
  change: { template: 'minmax(0, 1fr) 152px 64px 72px', count: 4 },
  narrow: { template: 'minmax(0, 1fr) 152px', count: 2 },
}

export function columnsOf(form: GridForm, layout: 'tree' | 'list'): { template: string; count: number } {
  const { template, count } = columns[form]
  // Where there is little room the icon beside the name says the verdict.
  const hasVerdict = layout === 'list' && form !== 'narrow'
  return { template: (hasVerdict ? verdictColumn.list : '') + template, count: count + (hasVerdict ? 1 : 0) }
}
