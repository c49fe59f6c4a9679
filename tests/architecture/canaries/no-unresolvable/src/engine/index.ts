// @ts-expect-error: this canary is about an import that leads nowhere.
export { nothing } from './nowhere.ts'
