// Owns what is kept of a message that cannot be read: its stanza, with a placeholder where a reader would miss it.
import { count } from '@indoshopster/service/measure'
import type { Arrival } from '../../../intake/arrival.ts'
import type { Journal } from '../../../intake/journal.ts'
import type { KeyStore } from '../keys/key-store.ts'
import type { Unread } from './unread.ts'

/** `undecryptable`: its keys do not fit; `absent`: nothing encrypted that we know came; `no_chat`: its addresses make no sense. */
type Why = 'undecryptable' | 'absent' | 'no_chat'

/** Resolves once it is journalled; the log is told by who publishes next. */
export type KeepUnreadable = (arrival: Unread, why: Why) => Promise<void>

export function createUnreadable(deps: { store: KeyStore; journal: Journal }): KeepUnreadable {
  return async (arrival, why) => {
    // The sender marks what a reader would not miss, reactions for example.
    const deed = arrival.stanza.part['decrypt-fail'] === 'hide' ? null : 'message'
    const placeholder: Arrival = { ...arrival, plaintext: null, deed, about: null }
    await deps.store.commit(
      {},
      {
        keys: {},
        committed: false,
        write: (client) => deps.journal.record(client, [placeholder], { chatsLocked: true }),
      },
    )
    count('arrivals_unreadable_total', 'Messages that came and could not be read', { why })
  }
}
