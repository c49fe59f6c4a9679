/** The renderings of a report. */
export const reportFormats = ['html', 'pdf', 'csv', 'json', 'md'] as const

export type ReportFormat = (typeof reportFormats)[number]

const formatsByExtension: ReadonlyMap<string, ReportFormat> = new Map([
  ...reportFormats.map((format) => [format, format] as const),
  ['htm', 'html'],
  ['markdown', 'md'],
])

/** The rendering a file name asks for by its extension; undefined when there is none of that name. */
export function reportFormatOf(path: string): ReportFormat | undefined {
  const extension = /\.([a-z]+)$/iu.exec(path)?.[1]
  return extension === undefined ? undefined : formatsByExtension.get(extension.toLowerCase())
}
