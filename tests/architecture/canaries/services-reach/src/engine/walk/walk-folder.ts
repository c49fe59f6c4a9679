export const walkFolder = (folder: string) => [folder]
