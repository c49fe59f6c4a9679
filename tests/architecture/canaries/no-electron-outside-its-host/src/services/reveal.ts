export { shell } from 'electron'
