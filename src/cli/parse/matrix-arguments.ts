import type { ProgressMode } from './progress-mode.ts'

export const manifestFormats = ['table', 'json', 'commands', 'gha', 'make', 'slurm'] as const

export interface MatrixManifestArguments {
  readonly plan: string
  readonly isMissing: boolean
  readonly isDone: boolean
  readonly sort: 'size' | 'name'
  readonly limit: number | undefined
  readonly isForced: boolean
  readonly format: (typeof manifestFormats)[number]
  readonly outputFolder: string | undefined
}

export interface MatrixListArguments {
  readonly plan: string
  readonly isJson: boolean
}

export interface MatrixBuildArguments {
  readonly plan: string
  readonly outputFolder: string | undefined
  readonly inputId: string | undefined
  readonly paramName: string | undefined
  readonly isForced: boolean
  readonly isAlteredReplaced: boolean
  readonly jobCount: number
  readonly limit: number | undefined
  readonly isJson: boolean
  readonly progress: ProgressMode
  readonly log: string | undefined
}

export type ParsedMatrixCommand =
  | { readonly kind: 'matrix-build'; readonly arguments: MatrixBuildArguments }
  | { readonly kind: 'matrix-manifest'; readonly arguments: MatrixManifestArguments }
  | { readonly kind: 'matrix-list-inputs' | 'matrix-list-params'; readonly arguments: MatrixListArguments }
