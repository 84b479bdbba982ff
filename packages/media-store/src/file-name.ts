// Owns what of a stranger's file name is kept. Pure.

const MAX_CHARACTERS = 120
/** Control characters, and the marks that turn the direction of text: they can make `exe.fdp` read as `pdf.exe`. */
// oxlint-disable-next-line no-control-regex -- these are the characters to remove
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
/** Characters that have a meaning in paths or on some file system. */
const reserved = /[<>:"|?*]/g

/** The last part of a path, without control characters, no longer than 120; its ending is kept. Null: nothing is left. */
export function cleanFileName(name: string | null | undefined): string | null {
  const last = (name ?? '').toWellFormed().replace(unsafe, '').split(/[/\\]/).at(-1) ?? ''
  const clean = last.replace(reserved, '_').replace(/\s+/g, ' ').trim().replace(/^\.+/, '')
  if (clean.length <= MAX_CHARACTERS) return clean || null
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? ''
  return `${clean.slice(0, MAX_CHARACTERS - ending.length).toWellFormed()}${ending}`
}
