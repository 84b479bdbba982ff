// Answers: with which headers is a stored file served? Strangers sent it, so a browser only shows what cannot run.

/** Types that browsers show or play without running anything in them. */
const shown: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/avif',
  'audio/mpeg',
  'audio/ogg',
  'audio/mp4',
  'audio/aac',
  'audio/wav',
  'audio/amr',
  'audio/flac',
  'audio/webm',
  'video/mp4',
  'video/webm',
  'video/ogg',
  'video/3gpp',
  'video/quicktime',
])
/** Types a download may keep, so that the right program opens it; everything else is only bytes. */
const kept =
  /^(text\/(plain|csv|vcard)|application\/(pdf|json|zip|msword|vnd\.[a-z0-9.+-]+)|(image|audio|video)\/[a-z0-9.+-]+)$/

export interface ServedAs {
  readonly 'content-type': string
  readonly 'content-disposition': string
}

/** Headers of a file; `download` never shows it. */
export function servedAs(
  file: { readonly mimetype: string; readonly fileName: string | null },
  download: boolean,
): ServedAs {
  const { mimetype, fileName } = file
  const inline = shown.has(mimetype) && !download
  const type =
    kept.test(mimetype) && !mimetype.startsWith('image/svg') ? mimetype : 'application/octet-stream'
  return {
    'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; ${nameOf(fileName ?? 'file')}`,
  }
}

/** The name twice: plain for old readers, in full for the others (RFC 6266). */
function nameOf(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9 ._()-]/g, '_')
  const full = encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${full}`
}
