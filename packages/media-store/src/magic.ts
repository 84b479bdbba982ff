// Owns the signatures of the file types people send over WhatsApp. Pure.

type Signature = readonly [type: string, offset: number, bytes: string]

/** Bytes as text, one character each; first match counts. */
const signatures: readonly Signature[] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
  ['image/bmp', 0, 'BM'],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
  ['audio/wav', 8, 'WAVE'],
  ['video/x-msvideo', 8, 'AVI '],
  ['audio/ogg', 0, 'OggS'],
  ['audio/amr', 0, '#!AMR'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/mpeg', 0, 'ID3'],
  ['video/webm', 0, '\x1a\x45\xdf\xa3'],
  ['application/pdf', 0, '%PDF-'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['application/zip', 0, 'PK\x05\x06'],
  ['application/x-cfb', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['application/x-rar-compressed', 0, 'Rar!\x1a\x07'],
  ['application/x-7z-compressed', 0, "7z\xbc\xaf'\x1c"],
  ['application/gzip', 0, '\x1f\x8b'],
]

/** Brands of the ISO container that are no film. */
const brands: Readonly<Record<string, string>> = {
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  'qt  ': 'video/quicktime',
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heif',
  avif: 'image/avif',
}

/** The type whose signature the bytes begin with; null: none that is known. */
export function kindByMagic(head: Uint8Array): string | null {
  const text = Buffer.from(head.subarray(0, 64)).toString('latin1')
  const riff = text.startsWith('RIFF')
  for (const [type, offset, bytes] of signatures) {
    if (text.startsWith(bytes, offset) && (offset === 0 || riff)) return type
  }
  if (text.startsWith('ftyp', 4)) return brandOf(text.slice(8, 12))
  // Sound without a header begins with a frame's eleven or twelve bits.
  const [first = 0, second = 0] = head
  if (first === 0xff && (second & 0xf6) === 0xf0) return 'audio/aac'
  if (first === 0xff && (second & 0xe6) === 0xe2) return 'audio/mpeg'
  return null
}

function brandOf(brand: string): string {
  return brands[brand] ?? (brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4')
}
