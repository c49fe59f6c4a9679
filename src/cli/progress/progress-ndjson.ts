import type { CliStream } from '../streams.ts'
import { send, type ProgressDisplay } from './progress-display.ts'

/** One JSON object a line, for programs; names are exact. */
export function createProgressNdjson(stream: CliStream): ProgressDisplay {
  const print = (record: Readonly<Record<string, unknown>>) => send(stream, `${JSON.stringify(record)}\n`)
  return {
    update: (progress) =>
      print({
        type: 'progress',
        phase: progress.phase,
        files_done: progress.filesDone,
        files_found: progress.filesFound,
        files_total: progress.filesTotal,
        bytes_done: progress.bytesDone,
        bytes_total: progress.bytesTotal,
        error_count: progress.errorCount,
        current_path: progress.currentPath,
        elapsed_ms: Math.round(progress.elapsedMs),
      }),
    showError: (error) => print({ type: 'error', path: error.path, code: error.code, message: error.message }),
    showWarning: (message) => print({ type: 'warning', message }),
    showFinding: (finding) => print({ type: 'finding', verdict: finding.verdict, path: finding.path }),
    showPipelineFindings: (findings) => {
      for (const { kind, path, manifest, field } of findings) print({ type: 'finding', kind, path, manifest, field })
    },
    end: () => undefined,
  }
}
