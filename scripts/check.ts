import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

interface Outcome {
  readonly name: string
  readonly output: string
  readonly isPassed: boolean
  readonly durationMs: number
}

/** Runs every `check:…` script of the package, as many at once as there are processors, and tells what each said once it ended. */
async function checkAll(): Promise<void> {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const waiting = Object.keys(scripts).filter((name) => name.startsWith('check:'))
  const takeNext = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) report(await run(name))
  }
  await Promise.all(Array.from({ length: availableParallelism() }, takeNext))
}

function run(name: string): Promise<Outcome> {
  const startedMs = performance.now()
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] })
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.stderr.on('data', (part: Buffer) => parts.push(part))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => {
      const output = Buffer.concat(parts).toString()
      resolve({ name, output, isPassed: exitCode === 0, durationMs: performance.now() - startedMs })
    })
  })
}

function report({ name, output, isPassed, durationMs }: Outcome): void {
  console.log(`${isPassed ? 'passed' : 'FAILED'} ${name} in ${(durationMs / 1000).toFixed(1)} s`)
  if (!isPassed || output.trim() !== '') console.log(output.trimEnd())
  if (!isPassed) process.exitCode = 1
}

await checkAll()
