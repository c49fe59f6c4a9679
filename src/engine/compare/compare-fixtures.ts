import { cpSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { listAll, SnapshotBench } from '../snapshot/snapshot-fixtures.ts'
import type { RunControl } from '../run/run-control.ts'
import type { CompareOptions, CompareOutcome } from './compare-options.ts'
import { compareSides } from './compare-sides.ts'
import { classifySide } from './side-input.ts'

export const names = ['a', 'b', 'c', 'x/d', 'x/e']

/** A tree, a copy of it beside it, and comparisons of what lies there. */
export class CompareBench extends SnapshotBench {
  constructor() {
    super()
    for (const name of names) utimesSync(this.write(name, `content of ${name}`), 1_700_000_000, 1_700_000_000)
    cpSync(this.tree, this.path('copy'), { recursive: true, preserveTimestamps: true })
  }

  inCopy(name: string): string {
    return join(this.path('copy'), name)
  }

  /** Sides by their names beside the tree, each classified by what is there. */
  async compare(
    left: string,
    right: string,
    changes: Partial<CompareOptions> = {},
    control: RunControl = {},
  ): Promise<CompareOutcome> {
    const options = {
      left: changes.left ?? (await classifySide(this.path(left))),
      right: changes.right ?? (await classifySide(this.path(right))),
      isStrict: false,
      allowEmpty: false,
      workspace: this.workspace,
      toolVersion: '1.2.3',
    }
    return compareSides({ ...options, ...changes }, control)
  }
}

/** Findings as `verdict path`, in order. */
export function listVerdicts({ findings }: CompareOutcome): string[] {
  return listAll(findings).map(({ verdict, path }) => `${verdict} ${path}`)
}
