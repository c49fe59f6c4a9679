import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { Entry } from '../../shared/model/entry.ts'
import { checkReportProgram, checkSealProgram } from './check-programs.ts'
import type { CheckStep, ReportFindings, ReportSide } from './report-model.ts'
import { isWindowsPath, quoteBytes, quoteForPowerShell, quoteForShell } from './shell-quoting.ts'

/** What a command for each algorithm is called; an algorithm without one here is not offered for checking. */
const commands: ReadonlyMap<DigestAlgorithm, string> = new Map([
  ['sha256', 'sha256sum'],
  ['sha512', 'sha512sum'],
  ['sha384', 'sha384sum'],
  ['blake3', 'b3sum'],
  ['sha1', 'sha1sum'],
  ['md5', 'md5sum'],
  ['xxh3', 'xxhsum -H3'],
])
const powerShellNames: ReadonlyMap<DigestAlgorithm, string> = new Map([
  ['sha256', 'SHA256'],
  ['sha512', 'SHA512'],
  ['sha384', 'SHA384'],
  ['sha1', 'SHA1'],
  ['md5', 'MD5'],
])
const findingsLookedAt = 1000

interface Checkable {
  readonly runId: string
  readonly left: ReportSide | null
  readonly right: ReportSide | null
  readonly findings: ReportFindings
}

/** Steps that prove or disprove a report without Assay: its own digests, files it names, whole folders, seals. */
export function describeChecks(checkable: Checkable): CheckStep[] {
  const sides = [checkable.left, checkable.right].filter((side) => side !== null)
  return [
    checkReport(checkable.runId),
    ...checkNamedFile(checkable),
    ...sides.flatMap(checkSeal),
    ...checkWholeFolder(checkable),
  ]
}

function checkReport(runId: string): CheckStep {
  return {
    title: 'Is this report as it was made?',
    text:
      'The HTML and the JSON report hold the same lines of data, and state the digests of these lines at their end. ' +
      'Python 3 recomputes them. Somebody who writes a whole new report writes new digests too: keep a copy of them elsewhere.',
    commands: [
      `assay report ${quoteForShell(runId)} -o report.json   # or the HTML report itself`,
      `python3 - report.json <<'END'\n${checkReportProgram}END`,
    ],
    expected: 'intact',
  }
}

/** The first file with a digest on a side that is a folder: it can be read again, as long as it is there. */
function checkNamedFile({ left, right, findings }: Checkable): CheckStep[] {
  for (let index = 0; index < Math.min(findings.length, findingsLookedAt); index += 1) {
    const finding = findings.at(index)
    const step = checkFile(finding.right, right, finding.left) ?? checkFile(finding.left, left, finding.right)
    if (step !== undefined) return [step]
  }
  return []
}

function checkFile(entry: Entry | undefined, side: ReportSide | null, other: Entry | undefined): CheckStep | undefined {
  if (entry === undefined || side?.format !== 'folder') return undefined
  const names = isWindowsPath(side.location) ? powerShellNames : commands
  const algorithm = [...names.keys()].find((name) => entry.digests[name] !== undefined)
  const digest = algorithm === undefined ? undefined : entry.digests[algorithm]
  if (algorithm === undefined || digest === undefined) return undefined
  const otherDigest = other?.digests[algorithm]
  const against = otherDigest === undefined || otherDigest === digest ? '' : ` The other side states ${otherDigest}.`
  return {
    title: 'Does a file have the digest stated here?',
    text: `The loudest finding that can be read again; any other is checked the same way. The file may have changed since this run.${against}`,
    commands: [digestCommand(entry, side.location, algorithm)],
    expected: digest,
  }
}

function digestCommand(entry: Entry, folder: string, algorithm: DigestAlgorithm): string {
  if (isWindowsPath(folder)) {
    const path = `${folder.replace(/[\\/]$/u, '')}\\${entry.path.replaceAll('/', '\\')}`
    return `Get-FileHash -Algorithm ${powerShellNames.get(algorithm)} -LiteralPath ${quoteForPowerShell(path)}`
  }
  const prefix = `${folder.replace(/\/$/u, '')}/`
  const path =
    entry.pathBase64 === undefined
      ? quoteForShell(prefix + entry.path)
      : quoteBytes(Buffer.concat([Buffer.from(prefix), Buffer.from(entry.pathBase64, 'base64')]))
  return `${commands.get(algorithm)} ${path.startsWith('-') ? '-- ' : ''}${path}`
}

function checkSeal(side: ReportSide): CheckStep[] {
  const root = side.seal?.root ?? null
  if (side.format !== 'assay-manifest' || root === null) return []
  return [
    {
      title: 'Is the manifest as it was sealed?',
      text: 'The seal is the Merkle root of RFC 6962, section 2.1, over the lines of the entries. This needs Python 3.',
      commands: [`python3 - ${quoteForShell(side.location)} <<'END'\n${checkSealProgram}END`],
      expected: root,
    },
  ]
}

const nativeToChecksums = String.raw`s/^{"name":.*"relative_path":"\([^"\\]*\)","size_bytes":[0-9]*,"checksum_sha256":"\([0-9a-f]*\)".*/\2  \1/p`

/** Every file of a folder against the list it was compared with, by coreutils alone. */
function checkWholeFolder({ left, right, findings }: Checkable): CheckStep[] {
  if (left === null || right?.format !== 'folder' || isWindowsPath(right.location)) return []
  const check = checkOfList(quoteForShell(left.location), left, findings)
  if (check === undefined) return []
  const [text, listing, command] = check
  return [
    {
      title: 'Do all files have the digests of the list?',
      text,
      commands: [`${listing}(cd ${quoteForShell(right.location)} && ${command})`],
      expected: 'no line for any file that agrees',
    },
  ]
}

/** For whom it is, what comes before the change of folder, and what runs within it. */
function checkOfList(
  list: string,
  { format, algorithms }: ReportSide,
  findings: ReportFindings,
): [string, string, string] | undefined {
  if (format === 'assay-manifest') {
    const text = 'For manifests with SHA-256, and names that JSON does not escape.'
    return [text, `sed -n '${nativeToChecksums}' ${list} | `, 'sha256sum --check --quiet --strict']
  }
  if (format === 'bsd-checksums') {
    return ['For lists that cksum of coreutils 9 knows.', '', `cksum --check --quiet --strict ${list}`]
  }
  const algorithm = algorithms[0] ?? findAlgorithmOfList(findings)
  // What xxhsum takes as a list is not what coreutils does.
  if (format !== 'gnu-checksums' || algorithm === 'xxh3' || !commands.has(algorithm)) return undefined
  const text = `For a list of ${algorithm}. The tools for other digests, such as sha1sum and b3sum, take --check as well.`
  return [text, '', `${commands.get(algorithm)} --check --quiet ${list}`]
}

/** For records that do not name the digests of their sides: what a run found of the list does. */
function findAlgorithmOfList(findings: ReportFindings): DigestAlgorithm {
  for (let index = 0; index < Math.min(findings.length, findingsLookedAt); index += 1) {
    const digests = findings.at(index).left?.digests ?? {}
    const algorithm = [...commands.keys()].find((name) => digests[name] !== undefined)
    if (algorithm !== undefined) return algorithm
  }
  return 'sha256'
}
