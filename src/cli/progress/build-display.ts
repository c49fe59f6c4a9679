import type { BuildEvent, CellBuild, TimeLeft } from '../../engine/index.ts'

/** What a person or a program sees of builds while they go on, on stderr. */
export interface BuildDisplay {
  begin(totalCount: number, timeLeft: TimeLeft): void
  update(permutationId: string, event: BuildEvent): void
  endBuild(build: CellBuild, timeLeft: TimeLeft): void
  /** Takes away what was drawn. */
  end(): void
}
