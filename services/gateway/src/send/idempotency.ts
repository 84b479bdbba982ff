// Owns what makes two requests the same one: message ids out of Idempotency-Keys, fingerprints out of meanings.
import { createHash, createHmac } from 'node:crypto'
import { uuidFromHash } from '@indoshopster/service/uuid'
import { Problem } from '../http/problem.ts'

export interface Idempotency {
  /** The message id of an Idempotency-Key; `scope` is workspace and caller. Always the same for the same. */
  messageId(scope: readonly string[], key: string): string
  /** What a request means, as a keyed hash: phone numbers cannot be guessed from it. */
  fingerprint(meaning: unknown): string
}

/** `pepper` is 64 hex digits. */
export function createIdempotency(pepper: string): Idempotency {
  const derived = (purpose: string) =>
    createHmac('sha256', Buffer.from(pepper, 'hex')).update(`gateway ${purpose}`).digest()
  const [idKey, meaningKey] = [derived('message id'), derived('fingerprint')]
  return {
    messageId(scope, key) {
      return uuidFromHash(
        createHmac('sha256', idKey)
          .update(JSON.stringify([...scope, key]))
          .digest(),
      )
    },
    fingerprint(meaning) {
      return createHmac('sha256', meaningKey).update(JSON.stringify(meaning)).digest('hex')
    },
  }
}

/** The message's id on WhatsApp, in the form of WhatsApp's own web client; the same for every retry. */
export function wireIdOf(messageId: string): string {
  return `3EB0${createHash('sha256').update(messageId).digest('hex').slice(0, 18).toUpperCase()}`
}

/** The event's id: one for each message, so that the log itself refuses a second one for as long as it remembers. */
export function eventIdOf(messageId: string): string {
  return uuidFromHash(createHash('sha256').update(`send_requested ${messageId}`).digest())
}

const printable = /^[\x20-\x7e]{1,255}$/

/** The Idempotency-Key header; null without one. Throws Problem `idempotency_key_invalid`. */
export function idempotencyKeyOf(header: unknown): string | null {
  if (header === undefined) return null
  if (typeof header !== 'string' || !printable.test(header)) throw new Problem('idempotency_key_invalid')
  return header
}
