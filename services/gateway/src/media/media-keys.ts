// Owns the keys that open files on the cookieless path: signed, for one workspace and one account, for a while.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../ports.ts'

export interface MediaKeys {
  /** The key of now; the same for everyone who asks within half an hour, so that browsers keep what they fetched. */
  give(workspace: string, accountId: string): { key: string; expiresAt: string }
  /** Whose key it is; null when it is forged, mangled or too old. */
  read(key: string): { workspace: string; accountId: string } | null
}

/** A key lasts at least one window and at most two, ms. */
const WINDOW_MS = 30 * 60_000
const shape = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.(\d{1,15})\.([0-9a-f]{64})$/

/** `pepper` is 64 hex digits; keys of one pepper are good at every gateway that has it. */
export function createMediaKeys(pepper: string, clock: Clock): MediaKeys {
  const secret = createHmac('sha256', Buffer.from(pepper, 'hex')).update('gateway media key').digest()
  const sign = (told: string) => createHmac('sha256', secret).update(told).digest()
  return {
    give(workspace, accountId) {
      const expires = (Math.floor(clock.now() / WINDOW_MS) + 2) * WINDOW_MS
      const told = `${workspace}.${accountId}.${expires}`
      return { key: `${told}.${sign(told).toString('hex')}`, expiresAt: new Date(expires).toISOString() }
    },
    read(key) {
      const [, workspace, accountId, expires, signature] = shape.exec(key) ?? []
      if (!workspace || !accountId || !expires || !signature) return null
      const right = timingSafeEqual(
        sign(`${workspace}.${accountId}.${expires}`),
        Buffer.from(signature, 'hex'),
      )
      return right && Number(expires) > clock.now() ? { workspace, accountId } : null
    },
  }
}
