import { spawnSync } from 'node:child_process'

/** A tool people use for the same work, as a shell command run in the tree's folder. */
export interface Peer {
  readonly name: string
  /** The program that must be on PATH. */
  readonly needs: string
  readonly command: string
  /** Run once before, to make what the command needs. */
  readonly prepare?: string
}

const out = '"$BENCH_OUT"'

/** Digest every file of the working folder. */
export const sha256Peers: readonly Peer[] = [
  { name: 'rhash', needs: 'rhash', command: `rhash -r --sha256 . > ${out}` },
  { name: 'hashdeep -j2', needs: 'hashdeep', command: `hashdeep -r -j2 -c sha256 . > ${out}` },
  {
    name: 'xargs -P2 sha256sum',
    needs: 'sha256sum',
    command: `find . -type f -print0 | xargs -0 -P2 -n 200 sha256sum > ${out}`,
  },
  { name: 'rclone hashsum', needs: 'rclone', command: `rclone hashsum SHA256 . > ${out} 2>/dev/null` },
]

/** Few files a process, so that two processes share two large files. */
export const sha256PeersLarge: readonly Peer[] = sha256Peers.map((peer) =>
  peer.name.startsWith('xargs') ? { ...peer, command: peer.command.replace('-n 200', '-n 1') } : peer,
)

export const blake3Peers: readonly Peer[] = [
  {
    name: 'xargs -P2 b3sum',
    needs: 'b3sum',
    command: `find . -type f -print0 | xargs -0 -P2 -n 200 b3sum --num-threads 1 > ${out}`,
  },
]

export const blake3PeersLarge: readonly Peer[] = [
  {
    name: 'xargs -P2 b3sum',
    needs: 'b3sum',
    command: `find . -type f -print0 | xargs -0 -P2 -n 1 b3sum --num-threads 1 > ${out}`,
  },
]

export const verifyPeers: readonly Peer[] = [
  {
    name: 'sha256sum -c',
    needs: 'sha256sum',
    prepare: 'find . -type f -print0 | xargs -0 sha256sum > "$BENCH_OUT.sums"',
    command: 'sha256sum -c --quiet "$BENCH_OUT.sums"',
  },
  {
    name: 'hashdeep -a',
    needs: 'hashdeep',
    prepare: 'hashdeep -r -c sha256 . > "$BENCH_OUT.hashdeep"',
    command: 'hashdeep -r -c sha256 -a -k "$BENCH_OUT.hashdeep" .',
  },
  {
    name: 'rclone checksum',
    needs: 'rclone',
    prepare: 'rclone hashsum SHA256 . > "$BENCH_OUT.rclone" 2>/dev/null',
    command: 'rclone checksum sha256 "$BENCH_OUT.rclone" . >/dev/null 2>&1',
  },
  {
    name: 'rhash -c',
    needs: 'rhash',
    prepare: 'rhash -r --sha256 . > "$BENCH_OUT.rhash"',
    command: 'rhash -c --skip-ok "$BENCH_OUT.rhash" > /dev/null',
  },
]

/** Which paths of two lists differ: sorted by path, joined, and told apart. Moves are not found by it. */
export const comparePeers: readonly Peer[] = [
  {
    name: 'sort + join',
    needs: 'join',
    command: `export LC_ALL=C; for side in left right; do sort -k 2 $side.sha256 > "$BENCH_OUT.$side"; done; join -1 2 -2 2 -a 1 -a 2 -e - -o 0,1.1,2.1 "$BENCH_OUT.left" "$BENCH_OUT.right" | awk '$2 != $3' > ${out}`,
  },
]

export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0
}
