/**
 * Folds text so that what a person takes for the same letters compares equal: composed form, lower case, and the
 * Greek final sigma as any other, because lower case alone depends on what follows it.
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ')
}
