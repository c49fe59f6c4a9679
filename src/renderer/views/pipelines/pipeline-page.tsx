export function PipelinePage(_props: { readonly pipelineId: string; readonly checksum: string | null }) {
  return null
}
