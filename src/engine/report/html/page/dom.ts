import type { ViewChild } from '../view-tree.ts'

const svgTags: ReadonlySet<string> = new Set(['svg', 'path', 'rect', 'title'])
const svgNamespace = 'http://www.w3.org/2000/svg'

/** Builds elements of a description. Nothing is ever parsed as HTML, so no name can become an element. */
export function toDom(node: ViewChild): Node {
  if (typeof node === 'string') return document.createTextNode(node)
  const element = svgTags.has(node.tag)
    ? document.createElementNS(svgNamespace, node.tag)
    : document.createElement(node.tag)
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, value)
  element.append(...node.children.map(toDom))
  return element
}

export function replaceContent(element: Element, ...children: readonly ViewChild[]): void {
  element.replaceChildren(...children.map(toDom))
}

export function findElement(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`This page has no #${id}: it was altered.`)
  return element
}
