import type { Entry } from '../../../../shared/model/entry.ts'
import type { Finding } from '../../../../shared/model/verdict.ts'

type Json = Readonly<Record<string, unknown>>

/** A finding of its line in the report. Values of a kind that is not expected are taken for absent. */
export function parseFinding(line: string): Finding {
  const json = JSON.parse(line) as Json
  return {
    verdict: (asText(json['verdict']) ?? 'unverifiable') as Finding['verdict'],
    path: asText(json['path']) ?? '',
    evidence: asText(json['evidence']) ?? '',
    ...optional('fromPath', asText(json['from_path'])),
    ...optional('group', asNumber(json['group'])),
    ...optional('left', parseEntry(json['left'])),
    ...optional('right', parseEntry(json['right'])),
  }
}

function parseEntry(value: unknown): Entry | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const json = value as Json
  const digests = Object.entries(json).flatMap(([key, digest]) =>
    key.startsWith('checksum_') && typeof digest === 'string' ? [[key.slice('checksum_'.length), digest]] : [],
  )
  const mode = asText(json['mode'])
  return {
    name: asText(json['name']) ?? '',
    path: asText(json['relative_path']) ?? '',
    kind: (asText(json['kind']) ?? 'file') as Entry['kind'],
    digests: Object.fromEntries(digests) as Entry['digests'],
    ...optional('pathBase64', asText(json['path_base64'])),
    ...optional('sizeBytes', asNumber(json['size_bytes'])),
    ...optional('modifiedUtc', asText(json['modified_utc'])),
    ...optional('mode', mode === undefined ? undefined : Number.parseInt(mode, 8)),
    ...optional('target', asText(json['target'])),
    ...optional('special', asText(json['special']) as Entry['special']),
    ...optional('error', json['error'] as Entry['error']),
  }
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
