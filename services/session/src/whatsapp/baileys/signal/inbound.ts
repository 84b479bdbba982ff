// Owns what happens to an encrypted arrival before Baileys may confirm it: decrypt and keep in one commit, then publish.
import type pg from 'pg'
import type { Arrival, JournalledStanza } from '../../../intake/arrival.ts'
import type { Failpoints } from '../../../intake/failpoint.ts'
import { identityOf } from '../../../intake/identity.ts'
import { IntakeFailedError, UndecryptableError } from '../../../intake/intake.errors.ts'
import { count } from '@indoshopster/service/measure'
import type { Journal } from '../../../intake/journal.ts'
import type { Publisher } from '../../../intake/publisher.ts'
import type { Credentials } from '../keys/credentials.ts'
import type { Companion, KeyStore } from '../keys/key-store.ts'
import { isOwn } from '../from-baileys/author.ts'
import { saidIn } from '../from-baileys/said.ts'
import { messageOf } from '../from-baileys/stanza.ts'
import { historyNoticeIn, withoutHistory } from '../history/notice.ts'
import type { Lane } from './lane.ts'
import { sharedKeysOf } from './shared-keys.ts'
import type { SeenStanza, Stanzas } from './stanzas.ts'

interface Encrypted {
  readonly type: 'pkmsg' | 'msg' | 'skmsg'
  readonly group: string | null
  readonly ciphertext: Uint8Array
}

export interface Inbound {
  /** Answers the padded plaintext once it is kept and in the log. Rejects when it cannot be read or cannot be kept. */
  take(encrypted: Encrypted, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array>
}

export interface InboundDeps {
  /** Holds every arrival that is still being taken in. */
  readonly takes: Set<Promise<unknown>>
  readonly lane: Lane
  readonly stanzas: Stanzas
  readonly journal: Journal
  readonly publisher: Publisher
  readonly store: KeyStore
  readonly credentials: Credentials
  /** The phone address known for a LID; never asks the network. */
  readonly pnOfLid: (lid: string) => Promise<string | null>
  /** Keeps our phone's offer of a part of its history, in the transaction that keeps the message. */
  readonly keepHistoryNotice: (client: pg.ClientBase, notice: Uint8Array) => Promise<void>
  /** Throws once anything on this connection could not be kept: what follows must not overtake it. */
  readonly assertHealthy: () => void
  /** Ends the connection; called before the rejection reaches Baileys, which would confirm the loss otherwise. */
  readonly fail: (error: unknown) => void
  readonly failpoints: Failpoints
}

/** Baileys knows this sentence: the message is not here, so it asks the phone for it. */
const ABSENT = 'Message absent from node'

/** The intake of one connection. */
export function createInbound(deps: InboundDeps): Inbound {
  const { lane, stanzas, journal, publisher, store, credentials, failpoints } = deps

  return {
    async take(encrypted, decrypt) {
      const taken = takeOrEnd(encrypted, decrypt)
      const settled = taken.catch(() => undefined)
      deps.takes.add(settled)
      try {
        return await taken
      } finally {
        deps.takes.delete(settled)
      }
    },
  }

  async function takeOrEnd(encrypted: Encrypted, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      deps.assertHealthy()
      return await takeOrThrow(encrypted, decrypt)
    } catch (error) {
      if (error instanceof UndecryptableError) throw error.cause
      deps.fail(error)
      throw error
    }
  }

  async function takeOrThrow(encrypted: Encrypted, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const seen = stanzas.of(encrypted.ciphertext)
    if (!seen) throw new IntakeFailedError('A ciphertext came from no stanza of this connection.')
    const author = seen.attrs['participant'] ?? seen.attrs['from'] ?? ''
    const identity = seen.empty
      ? identityOf({
          ...encrypted,
          type: 'unavailable',
          author,
          ciphertext: Buffer.from(seen.attrs['id'] ?? ''),
        })
      : identityOf({ ...encrypted, author })
    const known = await journal.find(identity)
    if (known && !known.published) await publisher.publishPending()
    if (known?.plaintext) return known.plaintext
    const arrival = await arrivalOf(seen, identity)
    try {
      const plaintext = await decryptAndKeep(arrival, seen, decrypt)
      await failpoints('after_commit')
      await publisher.publishPending()
      await failpoints('before_receipt')
      return plaintext
    } catch (error) {
      if (error instanceof UndecryptableError) await keepPlaceholder(arrival)
      throw error
    }
  }

  async function decryptAndKeep(arrival: Unread, seen: SeenStanza, decrypt: () => Promise<Uint8Array>) {
    let read: Arrival | null = null
    let history: Uint8Array | null = null
    let changes: Partial<Credentials['creds']> = {}
    const companion: Companion = {
      keys: {},
      committed: false,
      async write(client) {
        if (read) await journal.record(client, read, { chatsLocked: true })
        if (history) await deps.keepHistoryNotice(client, history)
        if (changes.myAppStateKeyId) await credentials.write(client, changes)
      },
    }
    const plaintext = await lane.run(async () => {
      const bytes = await decryptOrTell(seen, decrypt)
      await failpoints('after_decrypt')
      const isPhone = seen.attrs['category'] === 'peer' && isOwn(seen.attrs['from'], arrival.stanza.own)
      history = isPhone ? historyNoticeIn(bytes, arrival.stanza.own) : null
      const shared = isPhone ? sharedKeysOf(bytes) : null
      if (shared) {
        companion.keys = shared.keys
        changes = { myAppStateKeyId: shared.lastId }
      }
      const journalled = history ? withoutHistory(bytes) : bytes
      read = { ...arrival, plaintext: journalled, ...gistOf(arrival.stanza, bytes) }
      return bytes
    }, companion)
    // A transaction that changed no key never reaches the store; the row must be kept all the same.
    if (!companion.committed) await store.commit({}, companion)
    Object.assign(credentials.creds, changes)
    return plaintext
  }

  async function decryptOrTell(seen: SeenStanza, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    if (seen.empty) throw new UndecryptableError('Nothing encrypted came.', { cause: new Error(ABSENT) })
    try {
      return await decrypt()
    } catch (error) {
      // A store that is closed reads as "no session"; that is no word on the message.
      deps.assertHealthy()
      throw new UndecryptableError('It cannot be read.', { cause: error })
    }
  }

  async function keepPlaceholder(arrival: Unread): Promise<void> {
    // The sender marks what a reader would not miss, reactions for example.
    const deed = arrival.stanza.part['decrypt-fail'] === 'hide' ? null : 'message'
    const placeholder: Arrival = { ...arrival, plaintext: null, deed, about: null }
    await store.commit(
      {},
      {
        keys: {},
        committed: false,
        write: (client) => journal.record(client, placeholder, { chatsLocked: true }),
      },
    )
    await publisher.publishPending()
    await failpoints('before_receipt')
  }

  type Unread = Pick<Arrival, 'identity' | 'stanza' | 'message'>

  async function arrivalOf(seen: SeenStanza, identity: Buffer): Promise<Unread> {
    const { me } = credentials.creds
    const own = { pn: me?.id ?? '', lid: me?.lid ?? null }
    const stanza: JournalledStanza = { version: 1, attrs: seen.attrs, part: seen.part, own }
    const message = messageOf(stanza)
    if (!message?.addresses[0].endsWith('@lid') || message.phone !== null)
      return { identity, stanza, message }
    // Told by LID alone: the phone address may be known from before. It is journalled as if the stanza had told it.
    const known = await deps.pnOfLid(message.addresses[0])
    const told = known ? { ...stanza, attrs: { ...stanza.attrs, known_pn: known } } : stanza
    return { identity, stanza: told, message: messageOf(told) }
  }
}

/** What the journal has to know of a message. What is forged is kept, counted, and told to nobody. */
function gistOf(stanza: JournalledStanza, plaintext: Uint8Array): Pick<Arrival, 'deed' | 'about'> {
  const said = saidIn(stanza, plaintext, '')
  if (said?.kind === 'forged') {
    count('arrivals_refused_total', 'Messages that pretend to be what their sender may not say', {
      what: said.what,
    })
    return { deed: null, about: null }
  }
  if (!said) return { deed: null, about: null }
  return said.kind === 'message'
    ? { deed: 'message', about: said.quoted?.ref ?? null }
    : { deed: said.kind, about: said.target }
}
