export function PlanView({ planId, cell }: { readonly planId: string; readonly cell: number | null }) {
  return <p>{planId + String(cell)}</p>
}
