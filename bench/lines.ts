import { join } from 'node:path'
import type { Peer } from './peers.ts'
import { makeManifestPair } from './manifest-pairs.ts'
import { blake3Peers, blake3PeersLarge, comparePeers, sha256Peers, sha256PeersLarge, verifyPeers } from './peers.ts'
import { makeLargeFiles, makeSmallFiles } from './trees.ts'

const kibibyte = 1024
const mebibyte = 1024 * kibibyte

/** One line of the table of targets: our command beside its peers, on one tree. */
export interface Line {
  readonly name: string
  /** The most that ours may take, as a share of the fastest peer. */
  readonly targetRatio: number
  readonly tree: (base: string) => string
  /** Arguments of the command line; `{tree}`, `{manifest}` and `{out}` are filled in. */
  readonly ours: readonly string[]
  /** Whether a snapshot of the tree is taken beforehand, as `{manifest}`. */
  readonly needsManifest?: boolean
  /** Whether the workspace is a new one in each round, which knows no seal. */
  readonly isFirstTime?: boolean
  readonly peers: readonly Peer[]
  /** The exit status ours must have; 0 if not given. */
  readonly status?: number
  /** Measures ours against another command of ours. */
  readonly ownPeer?: { readonly name: string; readonly argv: readonly string[] }
}

const small = (base: string): string => makeSmallFiles(base, 100_000, 4 * kibibyte)
const medium = (base: string): string => makeLargeFiles(base, 400, mebibyte)
const large = (base: string): string => makeLargeFiles(base, 2, 1024 * mebibyte)
const snapshot = ['snapshot', '{tree}', '-o', '{out}', '--progress', 'none']
const blake3 = [...snapshot, '--algorithm', 'blake3']

export const lines: readonly Line[] = [
  { name: 'snapshot, 100,000 x 4 KiB, SHA-256', targetRatio: 0.6, tree: small, ours: snapshot, peers: sha256Peers },
  { name: 'snapshot, 400 x 1 MiB, SHA-256', targetRatio: 0.8, tree: medium, ours: snapshot, peers: sha256PeersLarge },
  { name: 'snapshot, 2 x 1 GiB, SHA-256', targetRatio: 0.6, tree: large, ours: snapshot, peers: sha256PeersLarge },
  { name: 'snapshot, 100,000 x 4 KiB, BLAKE3', targetRatio: 0.5, tree: small, ours: blake3, peers: blake3Peers },
  { name: 'snapshot, 400 x 1 MiB, BLAKE3', targetRatio: 1.5, tree: medium, ours: blake3, peers: blake3PeersLarge },
  { name: 'snapshot, 2 x 1 GiB, BLAKE3', targetRatio: 1.5, tree: large, ours: blake3, peers: blake3PeersLarge },
  {
    name: 'verify, 100,000 x 4 KiB',
    targetRatio: 0.4,
    tree: small,
    ours: ['verify', '{manifest}', '--progress', 'none'],
    needsManifest: true,
    peers: verifyPeers,
  },
  {
    name: 'snapshot again with --base, 100,000 x 4 KiB',
    targetRatio: 0.25,
    tree: small,
    ours: [...snapshot, '--base', '{manifest}'],
    needsManifest: true,
    peers: [],
    ownPeer: { name: 'the full snapshot', argv: snapshot },
  },
  {
    name: 'compare, 2 manifests of 1,000,000 entries, with moves',
    targetRatio: 1,
    tree: (base) => makeManifestPair(base, 1_000_000).folder,
    ours: ['compare', '{tree}/left.manifest.json', '{tree}/right.manifest.json', '--progress', 'none'],
    status: 1,
    peers: comparePeers,
  },
  {
    name: 'compare, the same two manifests, never seen before',
    targetRatio: 1,
    tree: (base) => makeManifestPair(base, 1_000_000).folder,
    ours: ['compare', '{tree}/left.manifest.json', '{tree}/right.manifest.json', '--progress', 'none'],
    isFirstTime: true,
    status: 1,
    peers: comparePeers,
  },
  {
    name: 'compare, the same two SHA256SUMS lists on both sides',
    targetRatio: 1,
    tree: (base) => makeManifestPair(base, 1_000_000).folder,
    ours: ['compare', '{tree}/left.sha256', '{tree}/right.sha256', '--progress', 'none'],
    status: 1,
    peers: comparePeers,
  },
]

export function fill(argv: readonly string[], places: { tree: string; manifest: string; out: string }): string[] {
  return argv.map((arg) =>
    arg.replace('{tree}', places.tree).replace('{manifest}', places.manifest).replace('{out}', places.out),
  )
}

export const assayPath = join(import.meta.dirname, '..', 'out', 'cli', 'assay.js')
