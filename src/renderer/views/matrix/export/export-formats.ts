import type { RequestInput } from '../../../../shared/ipc/contract.ts'

export type CommandFormat = RequestInput<'matrix.commands'>['format']

interface FormatLook {
  readonly value: CommandFormat
  readonly label: string
  readonly about: string
  /** What a file of it is called after the plan's name. */
  readonly ending: string
}

export const exportFormats: readonly FormatLook[] = [
  {
    value: 'commands',
    label: 'Commands',
    about: 'A line a cell, to be run in the project’s folder.',
    ending: '.commands.sh',
  },
  { value: 'gha', label: 'GitHub Actions', about: 'A matrix of a workflow: a job a cell.', ending: '.matrix.json' },
  { value: 'make', label: 'Make', about: 'A fragment of a Makefile: a target a cell.', ending: '.mk' },
  { value: 'slurm', label: 'Slurm', about: 'An array script: a task a cell.', ending: '.sbatch' },
]
