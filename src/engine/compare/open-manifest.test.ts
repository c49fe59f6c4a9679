import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ScanProgress } from '../../shared/model/run.ts'
import { PauseGate } from '../run/run-control.ts'
import { CompareBench } from './compare-fixtures.ts'

let bench: CompareBench
beforeEach(() => {
  bench = new CompareBench()
})
afterEach(() => bench.remove())

it('reads large manifests in threads of their own, with the same outcome, and holds them while paused', async () => {
  const line = (name: string, digest: string): string =>
    `{"name":"${name}","relative_path":"${name}","size_bytes":1,"checksum_sha256":"${digest.repeat(64)}"}`
  const write = (path: string, changed: string): void => {
    const lines = Array.from({ length: 80_000 }, (_, i) =>
      line(`f${String(i).padStart(6, '0')}`, i === 7 ? changed : '0'),
    )
    const head =
      '{"format":"assay-manifest","version":1,\n"run_id":"r","timestamp_utc":"2026-11-20T21:25:01Z","directory":"/d",'
    const facts =
      '"tool":{"name":"assay","version":"0.1.0"},"algorithms":["sha256"],"filters":{"include":[],"exclude":[]},'
    const tail =
      '"status":"completed","file_count":80000,"total_size_bytes":80000,"error_count":0,"skipped_count":0,\n"finished_utc":"2026-11-20T21:25:01Z","duration_ms":1}'
    writeFileSync(bench.path(path), `${head}\n${facts}\n"files":[\n${lines.join(',\n')}\n],\n${tail}\n`)
  }
  write('left.json', '1')
  write('right.json', '2')
  const pause = new PauseGate()
  const onProgress = (): void => {
    if (pause.isPaused) return
    pause.pause()
    setTimeout(() => pause.resume(), 20)
  }
  const outcome = await bench.compare('left.json', 'right.json', {}, { pause, onProgress })
  expect(outcome.result.counts).toEqual({ changed: 1, unchanged: 79_999 })
  const controller = new AbortController()
  const cancelled = bench.compare(
    'left.json',
    'right.json',
    {},
    { signal: controller.signal, onProgress: () => controller.abort() },
  )
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  const late = new AbortController()
  const onPhase = ({ phase }: ScanProgress): void => {
    if (phase === 'comparing') late.abort()
  }
  // The seals are still being checked then, and nobody waits for them any more: a rejection nobody takes fails this test.
  const cancelledLate = bench.compare('left.json', 'right.json', {}, { signal: late.signal, onProgress: onPhase })
  await expect(cancelledLate).rejects.toMatchObject({ code: 'cancelled' })
  writeFileSync(bench.path('right.json'), readFileSync(bench.path('right.json'), 'utf8').slice(0, -2000))
  await expect(bench.compare('left.json', 'right.json')).rejects.toMatchObject({ code: 'manifest-invalid' })
})
