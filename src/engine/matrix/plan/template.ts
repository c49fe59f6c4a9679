/** A text with placeholders in braces, taken apart: a placeholder stands as `{ name }`. */
export type Template = readonly (string | { readonly name: string })[]

/** Takes a template apart. `{{` and `}}` are literal braces. Returns a sentence where it is none. */
export function parseTemplate(text: string): Template | { readonly problem: string } {
  const parts: (string | { name: string })[] = []
  let literal = ''
  for (const [token] of text.matchAll(/\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+/gu)) {
    if (token === '{{' || token === '}}') literal += token.charAt(0)
    else if (token === '{' || token === '}') {
      return { problem: `A single "${token}" stands here. Write "${token}${token}" for a brace.` }
    } else if (token.startsWith('{')) {
      parts.push(literal, { name: token.slice(1, -1) })
      literal = ''
    } else literal += token
  }
  return [...parts, literal].filter((part) => part !== '')
}

/** The text with each placeholder replaced. A name without a value stays as it is: plans with one are refused. */
export function fillTemplate(template: Template, valueOf: (name: string) => string | undefined): string {
  let text = ''
  for (const part of template) text += typeof part === 'string' ? part : (valueOf(part.name) ?? `{${part.name}}`)
  return text
}
