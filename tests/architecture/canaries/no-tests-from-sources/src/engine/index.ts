export { tree } from '../../tests/tree.ts'
