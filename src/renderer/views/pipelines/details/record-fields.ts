import type { RecordDetail } from '../../../../shared/ipc/pipeline-schemas.ts'

type Field = RecordDetail['fields'][number]

/** The record as one JSON object, every value as the file has it. */
export function formatRecord(fields: readonly Field[]): string {
  const lines = fields.map(({ name, json }) => `  ${JSON.stringify(name)}: ${json}`)
  return `{\n${lines.join(',\n')}\n}`
}

/** What is pasted elsewhere: a text without its quotes and escapes, anything else as it stands. */
export function valueToCopy(json: string): string {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'string' ? value : json
  } catch {
    return json
  }
}
