/** As in build/electron-builder.yml: Windows shows notices only of an id that a shortcut of the start menu has. */
export const applicationId = 'org.assay.desktop'
export const applicationName = 'Assay'
