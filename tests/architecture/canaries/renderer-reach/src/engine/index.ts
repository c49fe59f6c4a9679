export const hash = 'sha256'
