// Owns which characters of other people's text we keep.

/** Text without U+0000 and halves of characters, which Postgres cannot store; everything else stays as it was written. */
export function plainText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

/** A short text of theirs on one line (a name, a title), without the marks that turn or hide text; null when nothing is left. */
export function shortText(text: string | null | undefined, max: number): string | null {
  const clean = plainText(text ?? '')
    // oxlint-disable-next-line no-control-regex -- these are the characters to remove
    .replace(/[\u0001-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return cut(clean, max) || null
}

/** The beginning of a text, never half a character. */
export const cut = (text: string, max: number): string => text.slice(0, max).replace(/[\ud800-\udbff]$/, '')
