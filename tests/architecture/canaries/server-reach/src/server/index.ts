export { sealKind } from '../engine/manifest/seal.ts'
