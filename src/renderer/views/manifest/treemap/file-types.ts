import type { ColorScheme } from '../../../components/treemap/map-node.ts'

/** What a file holds, as told by the end of its name. */
export type FileType =
  'image' | 'video' | 'audio' | 'document' | 'text' | 'code' | 'data' | 'archive' | 'program' | 'font' | 'other'

interface TypeLook {
  readonly word: string
  /** Hue in degrees of OKLCH; null is grey. */
  readonly hue: number | null
  readonly extensions: string
}

const looks: Readonly<Record<FileType, TypeLook>> = {
  image: {
    word: 'images',
    hue: 40,
    extensions: 'png jpg jpeg gif webp avif svg svgz tif tiff bmp ico heic raw cr2 nef arw dng psd xcf xpm icns',
  },
  video: { word: 'video', hue: 10, extensions: 'mp4 mov mkv avi webm m4v mpg mpeg mxf wmv mts' },
  audio: { word: 'audio', hue: 335, extensions: 'mp3 wav flac ogg oga m4a aac aiff aif opus wma mid midi sf2' },
  document: {
    word: 'documents',
    hue: 265,
    extensions: 'pdf doc docx xls xlsx ppt pptx odt ods odp rtf epub ps eps djvu pages numbers key',
  },
  text: {
    word: 'text',
    hue: 235,
    extensions: 'txt md rst tex log html htm xhtml man 1 2 3 4 5 6 7 8 adoc org po mo pot srt info',
  },
  code: {
    word: 'code',
    hue: 200,
    extensions:
      'js mjs cjs ts tsx jsx py pyc rb go rs c h cc cpp hpp java kt swift php pl pm sh bash zsh lua r jl vim el css scss sql cmake m4 tcl awk',
  },
  data: {
    word: 'data',
    hue: 160,
    extensions:
      'json xml csv tsv yaml yml toml parquet arrow avro db sqlite sqlite3 npy npz h5 hdf5 dat bin ini conf cfg ndjson jsonl proto pb pickle pkl mdb idx geojson shp',
  },
  font: { word: 'fonts', hue: 120, extensions: 'ttf otf woff woff2 pfb pfa afm pcf bdf ttc t1 fon' },
  archive: {
    word: 'archives',
    hue: 85,
    extensions: 'zip gz tgz bz2 xz zst 7z rar tar lz4 lzma jar war whl deb rpm iso dmg cab asar br',
  },
  program: {
    word: 'programs',
    hue: 300,
    extensions: 'exe dll so dylib o a lib msi app bin elf wasm class node ko sys',
  },
  other: { word: 'other', hue: null, extensions: '' },
}

const typeByExtension = new Map<string, FileType>()
for (const type of Object.keys(looks) as FileType[]) {
  for (const extension of looks[type].extensions.split(' ')) {
    if (!typeByExtension.has(extension)) typeByExtension.set(extension, type)
  }
}

export function fileTypeOf(name: string): FileType {
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return 'other'
  const extension = name.slice(dot + 1).toLowerCase()
  // libc.so.6 and the like carry their version behind the extension.
  if (/^\d+$/.test(extension) && /\.so(\.\d+)+$/.test(name)) return 'program'
  return typeByExtension.get(extension) ?? 'other'
}

export function nameFileType(type: FileType): string {
  return looks[type].word
}

/** The fill of a type: calm enough to carry text, distinct enough to tell types apart. */
export function colorOfType(type: FileType, scheme: ColorScheme, isFaint = false): string {
  const { hue } = looks[type]
  const lightness = scheme === 'light' ? (isFaint ? 88 : 83) : isFaint ? 38 : 48
  const chroma = hue === null ? 0.008 : isFaint ? 0.04 : 0.09
  return `oklch(${lightness}% ${chroma} ${hue ?? 265})`
}
