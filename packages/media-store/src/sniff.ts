// Answers: what is a file really, by its first bytes? Pure. What is not known to be harmless is told as unknown bytes.
import { kindByMagic } from './magic.ts'

export const UNKNOWN = 'application/octet-stream'

/** Types that share a container, by what their giver said; the container's own type otherwise. */
const within: Readonly<Record<string, readonly string[]>> = {
  'application/zip': [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.oasis.opendocument.text',
    'application/vnd.oasis.opendocument.spreadsheet',
  ],
  'application/x-cfb': ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
  'video/mp4': ['audio/mp4', 'video/quicktime', 'video/3gpp'],
  'audio/ogg': ['video/ogg'],
  'video/webm': ['audio/webm', 'video/x-matroska'],
}
const texts: readonly string[] = ['text/plain', 'text/csv', 'text/vcard', 'application/json']

/** `head`: the beginning of the file, 64 bytes or more where it has them. */
export function sniff(head: Uint8Array, told: { mimetype: string; fileName: string | null }): string {
  const declared = told.mimetype.split(';')[0]?.trim().toLowerCase() ?? ''
  const kind = kindByMagic(head)
  if (kind) return within[kind]?.includes(declared) ? declared : (byEnding(kind, told.fileName) ?? kind)
  if (!isText(head)) return UNKNOWN
  if (texts.includes(declared)) return declared
  return told.fileName?.toLowerCase().endsWith('.csv') ? 'text/csv' : 'text/plain'
}

const endings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application/zip': {
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  'application/x-cfb': {
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
    ppt: 'application/vnd.ms-powerpoint',
  },
}

function byEnding(kind: string, fileName: string | null): string | undefined {
  const ending = /\.([a-z0-9]{3,4})$/.exec(fileName?.toLowerCase() ?? '')?.[1]
  return ending === undefined ? undefined : endings[kind]?.[ending]
}

/** Readable text that no browser would take for a page: nothing like markup, script or another document in it. */
function isText(head: Uint8Array): boolean {
  const beginning = head.subarray(0, 4096)
  if (beginning.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return false
  // A character cut in two at the end is no fault of the text.
  const text = new TextDecoder('utf-8', { fatal: false }).decode(beginning)
  return (
    !text.slice(0, -3).includes('\ufffd') && !/^\s*(<|%!|\{\\rtf|#!)/.test(text) && !/<[a-z!?/]/i.test(text)
  )
}
