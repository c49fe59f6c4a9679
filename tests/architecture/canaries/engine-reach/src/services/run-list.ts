export const runList: string[] = []
