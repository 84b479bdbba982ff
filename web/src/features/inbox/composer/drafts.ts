// Owns unsent words per conversation: kept on this browser until they are sent or the account signs out.
import { dropPrivate, keepPrivate, readPrivate } from '../private-storage.ts'

const mostKept = 100_000

/** The unsent text of a conversation; `what` keeps a reply and a note apart. Empty when there is none. */
export function readDraft(account: string, conversationId: string, what: 'reply' | 'note'): string {
  const kept = readPrivate('draft', account, `${what} ${conversationId}`)
  return typeof kept === 'string' ? kept : ''
}

/** Forgets all unsent text of a conversation. */
export function forgetDrafts(account: string, conversationId: string): void {
  for (const what of ['reply', 'note'] as const) keepDraft(account, conversationId, what, '')
}

/** Keeps unsent text; empty text forgets it. */
export function keepDraft(
  account: string,
  conversationId: string,
  what: 'reply' | 'note',
  text: string,
): void {
  const id = `${what} ${conversationId}`
  if (text === '') dropPrivate('draft', account, id)
  else keepPrivate('draft', account, id, text.slice(0, mostKept))
}
