import { Composer, isAlias, isMap, isNode, isScalar, isSeq, Lexer, LineCounter, Parser, visit } from 'yaml'
import type { CST, Document, Node, Pair, ParsedNode, YAMLMap } from 'yaml'
import type { PlanPlace, PlanProblem } from '../../../shared/model/plan.ts'

/** Keys and indexes from the document's root. */
export type FieldPath = readonly (string | number)[]

/** A plan's text as data, with the places its parts stand at. */
export interface PlanDocument {
  readonly value: unknown
  readonly problems: readonly PlanProblem[]
  /** Where a value stands, or else what is nearest above it; with `isKey`, where its key does. */
  readonly locate: (path: FieldPath, isKey?: boolean) => PlanPlace
}

/** Far more than a plan has; the parser recurses. */
const maxDepth = 64
const maxAliases = 10_000
/** About 1 GB of nodes; some 100,000 inputs listed one by one. */
const maxTokens = 2_000_000

class TooMuch extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** The parser's tokens, broken off before nesting or aliases become a danger. */
function* boundedTokens(source: string, lineCounter: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lineCounter.addNewLine)
  let aliasCount = 0
  let tokenCount = 0
  for (const lexeme of new Lexer().lex(source)) {
    yield* parser.next(lexeme)
    tokenCount += 1
    if (tokenCount > maxTokens) throw new TooMuch('The plan is too long. List inputs by a glob.', parser.offset)
    if (lexeme.startsWith('*')) aliasCount += 1
    if (aliasCount > maxAliases) throw new TooMuch(`There are more than ${maxAliases} aliases.`, parser.offset)
    if (parser.stack.length > maxDepth * 2) throw new TooMuch('This is nested too deeply.', parser.offset)
  }
  yield* parser.end()
}

/** Reads YAML 1.2, or strict JSON, whose positions a YAML parser knows as well. Never throws for what the text says. */
export function parsePlanDocument(source: string, isJson: boolean): PlanDocument {
  const lineCounter = new LineCounter()
  lineCounter.addNewLine(0)
  const placeAt = (offset: number): PlanPlace => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const problem = (offset: number, message: string): PlanProblem => ({ ...placeAt(offset), field: '', message })
  const broken = (problems: readonly PlanProblem[]): PlanDocument => ({
    value: undefined,
    problems,
    locate: () => ({ line: 1, column: 1 }),
  })
  let documents: Document.Parsed[]
  try {
    // Unique keys are checked below: the library compares each key with all others.
    const composer = new Composer({ uniqueKeys: false, logLevel: 'silent', stringKeys: true })
    documents = [...composer.compose(boundedTokens(source, lineCounter), true, source.length)]
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return broken([problem(error.offset, error.message)])
  }
  const jsonProblem = isJson ? findJsonProblem(source) : undefined
  if (jsonProblem !== undefined) return broken([problem(jsonProblem.offset, jsonProblem.message)])
  const [document, second] = documents
  if (document === undefined) return broken([problem(0, 'The plan is empty.')])
  if (second !== undefined) {
    return broken([problem(second.range[0], 'A second document begins here. A plan is one document.')])
  }
  const faults = isJson ? [] : [...document.errors, ...document.warnings]
  const problems = faults.map((fault) => problem(fault.pos[0], toSentence(fault.message)))
  for (const { offset, key } of findRepeatedKeys(document))
    problems.push(problem(offset, `The key "${key}" is here twice.`))
  if (problems.length > 0) return broken(problems)
  try {
    const value: unknown = isJson ? JSON.parse(stripMark(source)) : document.toJS({ maxAliasCount: maxAliases })
    const locate = (path: FieldPath, isKey = false): PlanPlace => placeAt(findOffset(document, path, isKey))
    return { value, problems: [], locate }
  } catch (error) {
    return broken([problem(0, toSentence(error instanceof Error ? error.message : String(error)))])
  }
}

function stripMark(source: string): string {
  return source.startsWith('\uFEFF') ? source.slice(1) : source
}

function toSentence(message: string): string {
  const line = message.split('\n')[0] ?? ''
  return /[.!?]$/u.test(line) ? line : `${line}.`
}

function findJsonProblem(source: string): { offset: number; message: string } | undefined {
  try {
    JSON.parse(stripMark(source))
    return undefined
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const [, position] = /at position (\d+)/u.exec(message) ?? []
    const offset =
      position === undefined ? source.length : Number(position) + (source.length - stripMark(source).length)
    return { offset, message: `This is not JSON: ${toSentence(message.replace(/ (?:in JSON )?at position .*/u, ''))}` }
  }
}

function findRepeatedKeys(document: Document.Parsed): { offset: number; key: string }[] {
  const found: { offset: number; key: string }[] = []
  visit(document, {
    Map(_, map) {
      const keys = new Set<string>()
      for (const { key } of map.items) {
        const text = String(isScalar(key) ? key.value : key)
        if (keys.has(text)) found.push({ offset: startOf(isNode(key) ? key : map), key: text })
        keys.add(text)
      }
    },
  })
  return found
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0
}

function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === key)
}

/** Where the deepest part of the path that is there begins. */
function findOffset(document: Document.Parsed, path: FieldPath, isKey: boolean): number {
  let node: Node | ParsedNode | null = document.contents
  let offset = node === null ? 0 : startOf(node)
  for (const [index, part] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null
    let next: unknown
    if (isMap(node)) {
      const pair = findPair(node, String(part))
      if (pair === undefined) return offset
      if (isNode(pair.key)) offset = startOf(pair.key)
      if (isKey && index === path.length - 1) return offset
      next = pair.value
    } else if (isSeq(node)) {
      next = node.items[Number(part)]
    }
    if (!isNode(next)) return offset
    offset = startOf(next)
    node = next
  }
  return offset
}
