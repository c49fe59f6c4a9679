// The light door of the engine: plans and their cells, for commands that start at once. Neither the ledger nor hashing nor
// worker threads come with it until a cell asks for them. All that stands here is behind `index.ts` as well.
export { describeCellState } from './matrix/cells/cell-label.ts'
export { listPermutations, type ListOptions, type PermutationList } from './matrix/cells/list-permutations.ts'
export { cellCommand, pathFrom } from './matrix/commands/cell-command.ts'
export { renderCommands, type CommandFormat, type RenderedCommands } from './matrix/commands/render-commands.ts'
export { readPlan, type PlanOptions } from './matrix/plan/read-plan.ts'
export { resolveWorkspace } from './workspace/workspace-path.ts'
