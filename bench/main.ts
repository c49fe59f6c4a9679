import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { assayPath, fill, lines, type Line } from './lines.ts'
import { measureInTurn, median, type Command } from './measure.ts'
import { makeManifestPair } from './manifest-pairs.ts'
import { isInstalled } from './peers.ts'
import { largePlans, makeLargePlan, type LargePlan } from './plans.ts'
import { makeSmallFiles } from './trees.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    base: { type: 'string', default: join(tmpdir(), 'assay-bench') },
    /** Leaves out what needs a million files. */
    quick: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const work = join(values.base, 'work')
const environment = { ASSAY_HOME: join(work, 'home'), BENCH_OUT: join(work, 'peer-output') }
const report: object[] = []

function runAssay(argv: readonly string[]): string {
  const options = { env: { ...process.env, ...environment }, maxBuffer: 2 ** 26 }
  return execFileSync(process.execPath, [assayPath, ...argv], options).toString()
}

function assayCommand(name: string, argv: readonly string[], warm?: string): Command {
  const command = { name, argv: [process.execPath, assayPath, ...argv], cwd: work, env: environment }
  return warm === undefined ? command : { ...command, warm }
}

async function runLine(line: Line): Promise<void> {
  const tree = line.tree(values.base)
  const places = { tree, manifest: join(work, 'base.manifest.json'), out: join(work, 'out.manifest.json') }
  if (line.needsManifest === true) runAssay(fill(['snapshot', '{tree}', '-o', '{manifest}'], places))
  const peers = line.peers.filter((peer) => isInstalled(peer.needs))
  for (const { prepare } of peers) {
    if (prepare !== undefined)
      execFileSync('sh', ['-c', prepare], { cwd: tree, env: { ...process.env, ...environment } })
  }
  const commands = [
    {
      ...assayCommand('assay', fill(line.ours, places), tree),
      status: line.status ?? 0,
      ...(line.isFirstTime === true ? { removed: environment.ASSAY_HOME } : {}),
    },
    ...(line.ownPeer === undefined ? [] : [assayCommand(line.ownPeer.name, fill(line.ownPeer.argv, places), tree)]),
    ...peers.map(({ name, command }) => ({
      name,
      argv: ['sh', '-c', command],
      cwd: tree,
      env: environment,
      warm: tree,
    })),
  ]
  const measured = await measureInTurn(commands, rounds)
  tell(line, measured)
}

function tell(line: Line, measured: Awaited<ReturnType<typeof measureInTurn>>): void {
  const medians = [...measured].map(([name, { wallMs, peakMiB }]) => ({ name, ms: median(wallMs), peakMiB }))
  const ours = medians[0]?.ms ?? Number.NaN
  const fastest = medians.slice(1).toSorted((a, b) => a.ms - b.ms)[0]
  const ratio = fastest === undefined ? undefined : ours / fastest.ms
  const verdict = ratio === undefined ? 'no peer installed' : ratio <= line.targetRatio ? 'met' : 'NOT MET'
  console.log(`\n${line.name}`)
  for (const { name, ms, peakMiB } of medians) {
    console.log(
      `  ${name.padEnd(22)} ${(ms / 1000).toFixed(3)} s  ${(ms / ours).toFixed(2)}x  ${peakMiB.toFixed(0)} MiB`,
    )
  }
  console.log(`  ratio ${ratio?.toFixed(2) ?? '-'} to ${fastest?.name ?? '-'}, target ${line.targetRatio}: ${verdict}`)
  report.push({ line: line.name, medians, ratio, fastest: fastest?.name, target: line.targetRatio, verdict })
}

/** Cost must grow in step with the files: the rate at each size, and the memory at the largest. */
async function runScale(): Promise<void> {
  const counts = values.quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]
  console.log('\nscaling, files of about 512 bytes')
  for (const count of counts) {
    const tree = makeSmallFiles(values.base, count, 512)
    const out = join(work, `scale-${count}.manifest.json`)
    const command = assayCommand('assay', ['snapshot', tree, '-o', out, '--progress', 'none'], tree)
    const { wallMs = [], peakMiB = 0 } = (await measureInTurn([command], 1)).get('assay') ?? {}
    const rate = count / (median(wallMs) / 1000)
    console.log(
      `  ${String(count).padStart(9)} files  ${rate.toFixed(0).padStart(8)} files/s  ${peakMiB.toFixed(0)} MiB`,
    )
    report.push({ line: 'scale', count, filesPerSecond: rate, peakMiB })
    const opened = execFileSync(process.execPath, [join(import.meta.dirname, 'open-table.ts'), out]).toString()
    console.log(`  opened: ${opened.trim()}`)
    report.push({ line: 'open', count, ...(JSON.parse(opened) as object) })
  }
}

/** What the Compare view does with two manifests of a million entries, step by step. */
function runComparison(): void {
  const { left, right } = makeManifestPair(values.base, values.quick ? 100_000 : 1_000_000)
  const script = join(import.meta.dirname, 'open-comparison.ts')
  const opened = execFileSync(process.execPath, [script, left, right, join(work, 'home')]).toString()
  console.log(`\ncomparison opened: ${opened.trim()}`)
  report.push({ line: 'open comparison', ...(JSON.parse(opened) as object) })
}

/** What a pipeline waits for with a ledger of 100,000 records. */
function runProcessManifest(): void {
  const script = join(import.meta.dirname, 'process-manifest.ts')
  const measured = execFileSync(process.execPath, [script, values.quick ? '10000' : '100000']).toString()
  console.log(`\nprocess manifest: ${measured.trim()}`)
  report.push({ line: 'process manifest', ...(JSON.parse(measured) as object) })
}

/** The whole table of a plan of 200,000 permutations, by how many are built and on record. */
async function runPlan(): Promise<void> {
  for (const kind of Object.keys(largePlans) as LargePlan[]) {
    const { path, workspace } = await makeLargePlan(values.base, kind)
    const command = { ...assayCommand('assay', ['matrix', 'manifest', path]), env: { ASSAY_HOME: workspace } }
    const { wallMs = [], peakMiB = 0 } = (await measureInTurn([command], rounds)).get('assay') ?? {}
    console.log(
      `\nplan of 200,000 permutations, ${kind}: ${median(wallMs).toFixed(0)} ms, ${peakMiB.toFixed(0)} MiB, target 2000 ms`,
    )
    report.push({ line: `plan, ${kind}`, ms: median(wallMs), peakMiB, targetMs: 2000 })
  }
}

async function runVersion(): Promise<void> {
  const node = { name: 'node -e 0', argv: [process.execPath, '-e', '0'], cwd: work }
  const measured = await measureInTurn([assayCommand('assay', ['--version']), node], rounds * 4)
  tell({ name: 'assay --version', targetRatio: 1.5, tree: () => work, ours: [], peers: [] }, measured)
}

rmSync(work, { recursive: true, force: true })
mkdirSync(work, { recursive: true })
console.log(
  `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${rounds} rounds, medians`,
)
for (const line of lines) if (line.name.includes(values.only)) await runLine(line)
const others = {
  scale: runScale,
  'open comparison': runComparison,
  'process manifest': runProcessManifest,
  plan: runPlan,
  version: runVersion,
}
for (const [name, run] of Object.entries(others)) if (name.includes(values.only)) await run()
const results = join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
writeFileSync(
  join(results, 'latest.json'),
  `${JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, rounds, report }, null, 2)}\n`,
)
console.log(`\nWritten to ${join(results, 'latest.json')}`)
