// Owns the opaque cursor of a page: base64url of the kind of list and the last sequence that was shown.

export type ListKind = 'conversations' | 'messages'

/** The cursor of what comes after `sequence`. */
export function cursorAfter(kind: ListKind, sequence: number): string {
  return btoa(`${kind}:${sequence}`).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The sequence in a cursor of this kind; null when it is none of ours. */
export function sequenceIn(kind: ListKind, cursor: string): number | null {
  let text: string
  try {
    text = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return null
  }
  const [found, digits, ...rest] = text.split(':')
  if (found !== kind || !digits || rest.length > 0 || !/^\d{1,15}$/.test(digits)) return null
  const sequence = Number(digits)
  return cursorAfter(kind, sequence) === cursor ? sequence : null
}
