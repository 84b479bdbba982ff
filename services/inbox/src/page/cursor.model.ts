// Owns the opaque cursor of a page: base64url of the kind of list and the place of the last item that was shown.

export type ListKind = 'conversations' | 'waiting' | 'messages' | 'newer' | 'hits'

/** A second, then a sequence; the list of who waits has the time of waiting before them. */
export type Place = readonly number[]

const parts: Readonly<Record<ListKind, number>> = {
  conversations: 2,
  waiting: 3,
  messages: 2,
  newer: 2,
  hits: 2,
}

/** The cursor of what comes after a place. */
export function cursorAfter(kind: ListKind, place: Place): string {
  return encoded(`${kind}:${place.join(':')}`)
}

/** The place in a cursor of this kind; null when it is none of ours. */
export function placeIn(kind: ListKind, cursor: string): Place | null {
  const [found, ...digits] = decoded(cursor)?.split(':') ?? []
  if (found !== kind || digits.length !== parts[kind]) return null
  if (!digits.every((part) => /^\d{1,15}$/.test(part))) return null
  const place = digits.map(Number)
  return cursorAfter(kind, place) === cursor ? place : null
}

/** The list of contacts is by name, which does not fit into a cursor: it goes on after an id. */
export const cursorAfterContact = (id: string): string => encoded(`contacts:${id}`)

/** The id in a contact's cursor; null when it is none of ours. */
export function contactIn(cursor: string): string | null {
  const id = /^contacts:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(decoded(cursor) ?? '')?.[1]
  return id !== undefined && cursorAfterContact(id) === cursor ? id : null
}

function encoded(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function decoded(cursor: string): string | null {
  try {
    return atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return null
  }
}
