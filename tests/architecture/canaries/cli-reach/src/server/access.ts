export const token = ''
