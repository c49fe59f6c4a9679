/** What many readers of process manifests know; a pipeline that knows more says so where it is made. */
export const usualProcesses: readonly string[] = ['extractor', 'transformer', 'loader']
