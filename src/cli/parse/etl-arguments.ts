import type { ProgressMode } from './progress-mode.ts'
import type { RunSettings } from './run-settings.ts'

export type RecordShapeName = 'strategy' | 'module'

export interface EtlInitArguments {
  readonly folder: string
  readonly name: string
  readonly process: string | undefined
  readonly etlVersion: string | undefined
  readonly isJson: boolean
}

/** What a record says besides what its file does. */
export interface EtlRecordChoices {
  readonly sourceId: string | undefined
  readonly dataset: string | undefined
  readonly etag: string | undefined
  readonly recordVersion: string | undefined
  /** Of the records of a manifest that has none yet. */
  readonly shape: RecordShapeName | undefined
}

export interface EtlAddArguments extends EtlRecordChoices {
  readonly manifest: string
  readonly files: readonly string[]
  readonly log: string | undefined
  readonly isJson: boolean
}

export interface EtlImportArguments extends RunSettings, Omit<EtlRecordChoices, 'etag'> {
  readonly manifest: string
  readonly folder: string
  readonly isJunkExcluded: boolean
}

export interface EtlListArguments {
  readonly folder: string
  readonly staleAfterMs: number
  readonly isJson: boolean
}

export interface EtlShowArguments {
  readonly manifest: string
  readonly limit: number
  readonly source: string | undefined
  readonly search: string | undefined
  readonly isJson: boolean
}

export interface EtlCheckArguments extends RunSettings {
  readonly target: string
  readonly isQuick: boolean
  readonly dataFolders: readonly string[]
  readonly baseFolder: string | undefined
  readonly staleAfterMs: number
}

export interface EtlHasArguments {
  readonly target: string
  readonly subject: string
  readonly isJson: boolean
}

export interface EtlRepairArguments {
  readonly manifest: string
  readonly copy: string | undefined
  readonly process: string | undefined
  readonly isJson: boolean
  readonly log: string | undefined
}

export type ParsedEtlCommand =
  | { readonly kind: 'etl-init'; readonly arguments: EtlInitArguments }
  | { readonly kind: 'etl-add'; readonly arguments: EtlAddArguments }
  | { readonly kind: 'etl-import'; readonly arguments: EtlImportArguments }
  | { readonly kind: 'etl-list'; readonly arguments: EtlListArguments }
  | { readonly kind: 'etl-show'; readonly arguments: EtlShowArguments }
  | { readonly kind: 'etl-check'; readonly arguments: EtlCheckArguments }
  | { readonly kind: 'etl-has'; readonly arguments: EtlHasArguments }
  | { readonly kind: 'etl-repair'; readonly arguments: EtlRepairArguments }

export function isEtlCommand(command: { readonly kind: string }): command is ParsedEtlCommand {
  return command.kind.startsWith('etl-')
}

/** Whether a command shows its progress, and how. */
export function progressOf(command: ParsedEtlCommand): ProgressMode | undefined {
  return command.kind === 'etl-check' || command.kind === 'etl-import' ? command.arguments.progress : undefined
}
