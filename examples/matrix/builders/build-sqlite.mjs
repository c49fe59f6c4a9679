// Makes a search index of a CSV file in three phases. Each phase and its row in `_build_progress` are one transaction: after
// a kill at any moment the next attempt finds exactly the phases that are done, and goes on with the one after.
import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { isBuiltin } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'

if (!isBuiltin('node:sqlite')) {
  console.error(`This builder needs Node 22.13 or newer as "node"; this is ${process.versions.node}.`)
  process.exit(1)
}
const { DatabaseSync } = await import('node:sqlite')

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { dim: { type: 'string', default: '8' } },
})
const [inputPath, artifactPath] = positionals
const dimension = Number(values.dim)
const database = new DatabaseSync(artifactPath)

const phases = [
  { name: 'extract', run: extract },
  { name: 'embed', run: embed },
  { name: 'index', run: index },
]

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

function extract() {
  database.exec('CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL, line TEXT NOT NULL)')
  const insert = database.prepare('INSERT INTO items (name, line) VALUES (?, ?)')
  const [, ...lines] = readFileSync(inputPath, 'utf8').trim().split('\n')
  for (const line of lines) insert.run(line.slice(0, line.indexOf(',')), line)
  say({ level: 'info', message: `${lines.length} rows` })
}

function embed() {
  database.exec('CREATE TABLE vectors (item INTEGER PRIMARY KEY REFERENCES items (id), vector BLOB NOT NULL)')
  const insert = database.prepare('INSERT INTO vectors (item, vector) VALUES (?, ?)')
  const items = database.prepare('SELECT id, line FROM items ORDER BY id').all()
  for (const [at, { id, line }] of items.entries()) {
    insert.run(id, new Uint8Array(vectorOf(line).buffer))
    say({ progress: { done: at + 1, total: items.length } })
  }
}

/** Counts of hashed groups of three letters: near enough for names that are written alike. */
function vectorOf(text) {
  const vector = new Float32Array(dimension)
  for (let at = 0; at + 3 <= text.length; at += 1) {
    const digest = createHash('sha256')
      .update(text.slice(at, at + 3))
      .digest()
    vector[digest.readUInt32LE() % dimension] += 1
  }
  return vector
}

function index() {
  database.exec('CREATE INDEX items_by_name ON items (name)')
}

/** To try out what becomes of a build that is slow, fails or is killed: in the middle of its work, before it is committed. */
async function actUp(phase) {
  const { EXAMPLE_DELAY_MS = '0', EXAMPLE_DELAY_IN = String(phase) } = process.env
  if (EXAMPLE_DELAY_IN === String(phase)) await pause(Number(EXAMPLE_DELAY_MS))
  if (process.env.EXAMPLE_FAIL_IN === String(phase)) {
    console.error(`asked to fail in phase ${phase}`)
    process.exit(1)
  }
  if (process.env.EXAMPLE_DIE_IN === String(phase)) process.kill(process.pid, 'SIGKILL')
}

database.exec(`CREATE TABLE IF NOT EXISTS _build_progress (
  phase INTEGER PRIMARY KEY, name TEXT NOT NULL, completed_at TEXT NOT NULL)`)
const isDone = database.prepare('SELECT 1 FROM _build_progress WHERE phase = ?')
const record = database.prepare('INSERT INTO _build_progress (phase, name, completed_at) VALUES (?, ?, ?)')

for (const [at, { name, run }] of phases.entries()) {
  const phase = at + 1
  if (isDone.get(phase) !== undefined) continue
  say({ phase, name, status: 'started' })
  database.exec('BEGIN IMMEDIATE')
  run()
  await actUp(phase)
  record.run(phase, name, new Date().toISOString())
  database.exec('COMMIT')
  say({ phase, name, status: 'completed' })
}
database.close()
