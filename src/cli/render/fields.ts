import type { Colours } from './colours.ts'

/** Aligned "name  value" lines; fields without a value are left out. */
export function renderFields(fields: readonly (readonly [string, string | undefined])[], colours: Colours): string {
  const shown = fields.filter(([, value]) => value !== undefined)
  const width = Math.max(0, ...shown.map(([name]) => name.length))
  return shown.map(([name, value]) => `  ${colours.dim(name.padEnd(width))}  ${value}\n`).join('')
}
