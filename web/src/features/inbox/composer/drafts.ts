// Owns unsent text per conversation, kept for this tab until it is sent or the tab closes.
const keyOf = (conversationId: string) => `draft ${conversationId}`

/** The unsent text of a conversation; empty when there is none. */
export function readDraft(conversationId: string): string {
  return sessionStorage.getItem(keyOf(conversationId)) ?? ''
}

/** Keeps unsent text; empty text forgets it. A full storage only means the draft does not survive a reload. */
export function keepDraft(conversationId: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(keyOf(conversationId))
    else sessionStorage.setItem(keyOf(conversationId), text)
  } catch {
    return
  }
}
