export const sealKind = 'merkle-sha256'
