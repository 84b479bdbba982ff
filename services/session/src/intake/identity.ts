// Answers: have we met this before? The identity of what came in, and the ids that follow from it.
import { createHash } from 'node:crypto'
import { uuidFromHash } from '@indoshopster/service/uuid'

/** What makes two arrivals the same: the same bytes of the same author in the same place. */
export interface ArrivalParts {
  /** How it was encrypted: `pkmsg`, `msg`, `skmsg`; `unavailable` where nothing encrypted came. */
  readonly type: string
  /** The group, or null in a chat of two. */
  readonly group: string | null
  readonly author: string
  readonly ciphertext: Uint8Array
}

/**
 * SHA-256 of type, group, author and ciphertext. The ciphertext alone is not enough: one member of a group could
 * resend another's bytes and be shown as the author of the other's message.
 */
export function identityOf(parts: ArrivalParts): Buffer {
  return sha256([parts.type, parts.group ?? '', parts.author, parts.ciphertext])
}

/** The event an arrival becomes; a placeholder is another event than the message that replaces it. */
export function eventIdOf(sessionId: string, identity: Uint8Array, event: 'message' | 'placeholder'): string {
  return uuidFromHash(sha256(['event', sessionId, event, identity]))
}

/** The id of an event that is told just before another one, made from the other's. */
export const precursorOf = (eventId: string): string => uuidFromHash(sha256(['before', eventId]))

/** Our id of a message: the same however often and in whatever encryption the network repeats it. */
export function messageIdOf(parts: {
  readonly sessionId: string
  readonly chatId: string
  /** In a group the author's contact id. */
  readonly author: string
  readonly wireId: string
}): string {
  return uuidFromHash(sha256(['message', parts.sessionId, parts.chatId, parts.author, parts.wireId]))
}

/** Our id of the file a message carries. */
export const mediaIdOf = (messageId: string): string => uuidFromHash(sha256(['media', messageId]))

/** Each part is preceded by its length, so that no two lists of parts give the same bytes. */
function sha256(parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  return hash.digest()
}
