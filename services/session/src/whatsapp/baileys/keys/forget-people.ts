// Owns destroying the Signal keys and mappings that are kept of people.
import type pg from 'pg'
import { personOf } from '../from-baileys/addresses.ts'

/**
 * Deletes every key row of a session whose id names one of the addresses: sessions and identities (`1_1.0`), device
 * lists and mappings (`1`, `1_reverse`), tokens (`1@lid`), sender keys in groups (`group::1_1::0`). Their next message
 * begins a new session.
 */
export async function forgetPeople(
  client: pg.ClientBase,
  sessionId: string,
  addresses: readonly string[],
): Promise<void> {
  const users = [
    ...new Set(
      addresses.flatMap((address) => {
        const person = personOf(address)
        return person ? [person.address.slice(0, person.address.indexOf('@'))] : []
      }),
    ),
  ]
  if (users.length === 0) return
  await client.query(`DELETE FROM session.signal_keys WHERE session_id = $1 AND id ~ $2`, [
    sessionId,
    // Digits only, by `personOf`.
    `(^|::)(${users.join('|')})([._@:]|$)`,
  ])
}
