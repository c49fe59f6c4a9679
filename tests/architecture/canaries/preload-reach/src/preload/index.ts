export { requests } from '../shared/ipc/contract.ts'
