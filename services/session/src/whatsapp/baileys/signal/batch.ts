// Owns one commit of arrivals that are read together, and their way into the log.
import type pg from 'pg'
import type { Arrival } from '../../../intake/arrival.ts'
import type { Failpoints } from '../../../intake/failpoint.ts'
import { UndecryptableError } from '../../../intake/intake.errors.ts'
import type { Journal } from '../../../intake/journal.ts'
import type { Publisher } from '../../../intake/publisher.ts'
import { isOwn } from '../from-baileys/author.ts'
import { historyNoticeIn, withoutHistory } from '../history/notice.ts'
import type { Credentials } from '../keys/credentials.ts'
import type { Companion, KeyStore } from '../keys/key-store.ts'
import { gistOf } from './gist.ts'
import type { Lane } from './lane.ts'
import { sharedKeysOf } from './shared-keys.ts'
import type { SeenStanza } from './stanzas.ts'
import type { Unread } from './unread.ts'

/** An arrival that is to be read. */
export interface Taking {
  readonly unread: Unread
  readonly seen: SeenStanza
  readonly ciphertext: Uint8Array
  readonly decrypt: () => Promise<Uint8Array>
}

export interface BatchDeps {
  readonly lane: Lane
  readonly journal: Journal
  readonly publisher: Publisher
  readonly store: KeyStore
  readonly credentials: Credentials
  /** Keeps our phone's offer of a part of its history, in the transaction that keeps the message. */
  readonly keepHistoryNotice: (client: pg.ClientBase, notice: Uint8Array) => Promise<void>
  /** Throws once anything on this connection could not be kept: what follows must not overtake it. */
  readonly assertHealthy: () => void
  readonly failpoints: Failpoints
}

/**
 * Reads an arrival with some that stand behind it, keeps them and tells the log. Answers the plaintexts, in their order,
 * of the arrival and of those behind it up to the first that cannot be read now; that one is not kept, nor what follows.
 * Throws UndecryptableError when the arrival itself cannot be read: nothing is kept then.
 */
export type TakeTogether = (first: Taking, behind: readonly Taking[]) => Promise<readonly Uint8Array[]>

/** Baileys knows this sentence: the message is not here, so it asks the phone for it. */
const ABSENT = 'Message absent from node'

export function createBatch(deps: BatchDeps): TakeTogether {
  const { lane, journal, publisher, store, credentials, failpoints } = deps

  return takeTogether

  async function takeTogether(first: Taking, behind: readonly Taking[]): Promise<readonly Uint8Array[]> {
    try {
      const plaintexts = await decryptAndKeep(first, behind)
      await failpoints('after_commit')
      await publisher.publishPending()
      await failpoints('before_receipt')
      return plaintexts
    } catch (error) {
      if (error instanceof UnreadableBehindError) return takeTogether(first, behind.slice(0, error.place))
      throw error
    }
  }

  /** The plaintexts, in the order of the arrivals. */
  async function decryptAndKeep(first: Taking, behind: readonly Taking[]): Promise<readonly Uint8Array[]> {
    const read: Arrival[] = []
    let history: Uint8Array | null = null
    let changes: Partial<Credentials['creds']> = {}
    const companion: Companion = {
      keys: {},
      committed: false,
      async write(client) {
        if (read.length > 0) await journal.record(client, read, { chatsLocked: true })
        if (history) await deps.keepHistoryNotice(client, history)
        if (changes.myAppStateKeyId) await credentials.write(client, changes)
      },
    }
    const plaintexts = await lane.run(async () => {
      const { seen, unread } = first
      const bytes = await decryptOrTell(seen, first.decrypt)
      await failpoints('after_decrypt')
      const isPhone = seen.attrs['category'] === 'peer' && isOwn(seen.attrs['from'], unread.stanza.own)
      history = isPhone ? historyNoticeIn(bytes, unread.stanza.own) : null
      const shared = isPhone ? sharedKeysOf(bytes) : null
      if (shared) {
        companion.keys = shared.keys
        changes = { myAppStateKeyId: shared.lastId }
      }
      const journalled = history ? withoutHistory(bytes) : bytes
      read.push({ ...unread, plaintext: journalled, ...gistOf(unread.stanza, bytes) })
      const all = [bytes]
      for (const [place, one] of behind.entries()) {
        const more = await readBehind(one, place)
        read.push({ ...one.unread, plaintext: more, ...gistOf(one.unread.stanza, more) })
        all.push(more)
      }
      return all
    }, companion)
    // A transaction that changed no key never reaches the store; the row must be kept all the same.
    if (!companion.committed) await store.commit({}, companion)
    Object.assign(credentials.creds, changes)
    return plaintexts
  }

  async function readBehind({ decrypt }: Taking, place: number): Promise<Uint8Array> {
    try {
      return await decrypt()
    } catch (error) {
      deps.assertHealthy()
      throw new UnreadableBehindError(place, error)
    }
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
}

/** One that waits behind cannot be read now: nothing of those taken in together is kept. */
class UnreadableBehindError extends Error {
  override readonly name = 'UnreadableBehindError'
  readonly place: number
  constructor(place: number, cause: unknown) {
    super('A message that waits cannot be read yet.', { cause })
    this.place = place
  }
}
