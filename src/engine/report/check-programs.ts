/** Recomputes the digests of a JSON or HTML report; the same program stands in docs/reports.md, where it is tested. */
export const checkReportProgram = `import hashlib, json, sys

def sha256(data):
    return hashlib.sha256(data).digest()

def merkle(lines):
    level = [sha256(b"\\x00" + line) for line in lines] or [sha256(b"")]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [sha256(b"\\x01" + p[0] + p[1]) if len(p) == 2 else p[0] for p in pairs]
    return level[0].hex()

def section(name):
    start = lines.index(b'"' + name + b'":[') + 1
    return [line.removesuffix(b",") for line in lines[start : lines.index(b"],", start)]]

data = open(sys.argv[1], "rb").read()
lines = data[data.index(b'{"format":"assay-report"') :].split(b"\\n")
found = {
    "summary": sha256(lines[1][len(b'"summary":') : -1]).hex(),
    "findings": merkle(section(b"findings")),
    "errors": merkle(section(b"errors")),
}
last = next(line for line in lines if line.startswith(b'"digests":'))
stated = json.loads(b"{" + last)["digests"]
altered = [name for name in found if found[name] != stated[name]]
print("ALTERED: " + ", ".join(altered) if altered else "intact")
sys.exit(1 if altered else 0)
`

/** Recomputes the seal of a native manifest and prints it. */
export const checkSealProgram = `import hashlib, sys

def sha256(data):
    return hashlib.sha256(data).digest()

data = open(sys.argv[1], "rb").read()
start = data.index(b'"files":[\\n') + len(b'"files":[\\n')
end = data.index(b"\\n],\\n", start - 1)
lines = data[start:end].split(b"\\n") if end > start else []
level = [sha256(b"\\x00" + line.removesuffix(b",")) for line in lines] or [sha256(b"")]
while len(level) > 1:
    pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
    level = [sha256(b"\\x01" + p[0] + p[1]) if len(p) == 2 else p[0] for p in pairs]
print(level[0].hex())
`
