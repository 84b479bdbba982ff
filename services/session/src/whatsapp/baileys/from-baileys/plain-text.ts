// Owns which characters of other people's text we keep.

/** Text without U+0000, which Postgres cannot store; everything else stays as it was written. */
export function plainText(text: string): string {
  return text.replaceAll('\u0000', '')
}
