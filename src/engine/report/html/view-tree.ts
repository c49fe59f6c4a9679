export type ViewChild = ViewNode | string

/** An element before it is HTML or DOM: one description of the page serves the file, and the script within it. */
export interface ViewNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly ViewChild[]
}

export function view(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (ViewChild | readonly ViewChild[])[]
): ViewNode {
  return { tag, attributes, children: children.flat() }
}

const voidTags: ReadonlySet<string> = new Set(['br', 'hr', 'wbr', 'input'])

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

export function toHtml(node: ViewChild): string {
  if (typeof node === 'string') return escapeHtml(node)
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
  const opening = `<${node.tag}${attributes.join('')}>`
  return voidTags.has(node.tag) ? opening : `${opening}${node.children.map(toHtml).join('')}</${node.tag}>`
}
