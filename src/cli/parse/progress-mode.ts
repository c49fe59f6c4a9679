export const progressModes = ['auto', 'bar', 'ndjson', 'none'] as const
export type ProgressMode = (typeof progressModes)[number]
