import { Option, type Command } from 'commander'
import { parseField } from './etl-values.ts'

/** What `add` and `import` take of what a record says besides what its file does. */
export function addRecordOptions(command: Command): Command {
  return command
    .option('--source-id <id>', 'where the files come from; by default each file is a source of its own', parseField)
    .option('--dataset <name>', 'what they are part of; by default the domain or process of the manifest', parseField)
    .option('--record-version <version>', 'version of the pipeline; by default that of the manifest', parseField)
    .addOption(
      new Option(
        '--shape <shape>',
        'fields of the record; by default as the records there, else as the name says',
      ).choices(['strategy', 'module'] as const),
    )
}
