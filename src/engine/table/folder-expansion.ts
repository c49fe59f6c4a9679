/**
 * Which folders are open. While browsing they start closed, while searching open, so that every hit is in sight; the
 * two are kept apart, and a new search text starts afresh.
 */
export class FolderExpansion {
  private readonly openWhileBrowsing: Uint8Array
  private readonly closedInSearch: Uint8Array
  private searchText = ''

  constructor(folderCount: number) {
    this.openWhileBrowsing = new Uint8Array(folderCount)
    this.closedInSearch = new Uint8Array(folderCount)
  }

  useSearch(text: string): void {
    if (text !== this.searchText) this.closedInSearch.fill(0)
    this.searchText = text
  }

  isOpen(folder: number): boolean {
    return this.searchText === '' ? this.openWhileBrowsing[folder] === 1 : this.closedInSearch[folder] === 0
  }

  setOpen(folder: number, isOpen: boolean): void {
    if (this.searchText === '') this.openWhileBrowsing[folder] = isOpen ? 1 : 0
    else this.closedInSearch[folder] = isOpen ? 0 : 1
  }

  setAllOpen(isOpen: boolean): void {
    if (this.searchText === '') this.openWhileBrowsing.fill(isOpen ? 1 : 0)
    else this.closedInSearch.fill(isOpen ? 0 : 1)
  }
}
