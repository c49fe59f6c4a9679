export const walkOrder = 'bytes'
