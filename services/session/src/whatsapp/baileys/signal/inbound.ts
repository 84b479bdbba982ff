// Owns what happens to encrypted arrivals before Baileys may confirm them: decrypt and keep in one commit, then publish.
import type pg from 'pg'
import type { Arrival } from '../../../intake/arrival.ts'
import type { Failpoints } from '../../../intake/failpoint.ts'
import { IntakeFailedError, UndecryptableError } from '../../../intake/intake.errors.ts'
import type { Journal } from '../../../intake/journal.ts'
import type { Publisher } from '../../../intake/publisher.ts'
import type { Credentials } from '../keys/credentials.ts'
import type { Companion, KeyStore } from '../keys/key-store.ts'
import { isOwn } from '../from-baileys/author.ts'
import { historyNoticeIn, withoutHistory } from '../history/notice.ts'
import type { Lane } from './lane.ts'
import { gistOf } from './gist.ts'
import { createReadAhead, type Decryptable } from './read-ahead.ts'
import { sharedKeysOf } from './shared-keys.ts'
import type { SeenStanza, Stanzas } from './stanzas.ts'
import { createUnread, type Encrypted, type Unread } from './unread.ts'
import type { KeepUnreadable } from './unreadable.ts'

interface Asked extends Encrypted {
  /** The address it is decrypted for; null in a group. */
  readonly jid: string | null
}

/** One of those that are taken in together. */
interface Taking {
  readonly unread: Unread
  readonly seen: SeenStanza
  readonly ciphertext: Uint8Array
  readonly decrypt: () => Promise<Uint8Array>
}

export interface Inbound {
  /** Answers the padded plaintext once it is kept and in the log. Rejects when it cannot be read or cannot be kept. */
  take(encrypted: Asked, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array>
}

export interface InboundDeps {
  /** Holds every arrival that is still being taken in. */
  readonly takes: Set<Promise<unknown>>
  readonly lane: Lane
  readonly stanzas: Stanzas
  /** Decrypts as Baileys itself does. */
  readonly read: (options: Decryptable) => Promise<Uint8Array>
  readonly journal: Journal
  readonly publisher: Publisher
  readonly store: KeyStore
  readonly keepUnreadable: KeepUnreadable
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
  const ahead = createReadAhead(stanzas)
  const unreadOf = createUnread(credentials, deps.pnOfLid)
  /** What was taken in before Baileys came to it. */
  const ready = new WeakMap<Uint8Array, Uint8Array>()

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

  async function takeOrEnd(encrypted: Asked, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      deps.assertHealthy()
      return await takeOrThrow(encrypted, decrypt)
    } catch (error) {
      if (error instanceof UndecryptableError) throw error.cause
      deps.fail(error)
      throw error
    }
  }

  async function takeOrThrow(encrypted: Asked, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const { ciphertext, jid } = encrypted
    const seen = stanzas.of(ciphertext)
    if (!seen) throw new IntakeFailedError('A ciphertext came from no stanza of this connection.')
    const plaintext = ready.get(ciphertext)
    if (plaintext) {
      await failpoints('before_receipt')
      return plaintext
    }
    const first = { unread: await unreadOf(seen, encrypted), seen, ciphertext, decrypt }
    const behind = await behindOf(first)
    const known = await journal.find([first, ...behind].map(({ unread }) => unread.identity))
    const self = known.find((one) => one.identity.equals(first.unread.identity))
    if (self && !self.published) await publisher.publishPending()
    if (self?.plaintext) return self.plaintext
    const isKnown = ({ unread }: Taking) => known.some((one) => one.identity.equals(unread.identity))
    const taken = await takeTogether(first, until(behind, isKnown))
    if (jid !== null && !isOwn(seen.attrs['from'], first.unread.stanza.own)) ahead.met(seen, jid)
    return taken
  }

  /** Those that may be taken in with an arrival; none of them is the same message as another. */
  async function behindOf(first: Taking): Promise<readonly Taking[]> {
    const waiting = ahead.behind(first.ciphertext)
    const taking = await Promise.all(
      waiting.map(async ({ seen, ciphertext, options }) => ({
        unread: await unreadOf(seen, { type: options.type, group: null, ciphertext }),
        seen,
        ciphertext,
        decrypt: () => deps.read(options),
      })),
    )
    const met = new Set([nameOf(first)])
    return until(taking, (one) => met.has(nameOf(one)) || !met.add(nameOf(one)))
  }

  async function takeTogether(first: Taking, behind: readonly Taking[]): Promise<Uint8Array> {
    try {
      const [plaintext, ...others] = await decryptAndKeep(first, behind)
      await failpoints('after_commit')
      await publisher.publishPending()
      await failpoints('before_receipt')
      for (const [index, { ciphertext }] of behind.entries()) {
        const read = others[index]
        if (read) ready.set(ciphertext, read)
      }
      if (!plaintext) throw new IntakeFailedError('Nothing was read.')
      return plaintext
    } catch (error) {
      // Nothing was kept. Who waits behind is asked for in turn, and told as unreadable then.
      if (error instanceof UnreadableBehindError) return takeTogether(first, behind.slice(0, error.place))
      if (error instanceof UndecryptableError) await keepPlaceholder(first)
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

  async function keepPlaceholder({ unread, seen }: Taking): Promise<void> {
    await deps.keepUnreadable(unread, seen.empty ? 'absent' : 'undecryptable')
    await publisher.publishPending()
    await failpoints('before_receipt')
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

/** Who sent it, on whichever device, and which of theirs it is. */
const nameOf = ({ seen: { attrs } }: Taking) => `${attrs['from']?.replace(/:\d+@/, '@')}|${attrs['id']}`

function until<T>(all: readonly T[], stop: (one: T) => boolean): readonly T[] {
  const end = all.findIndex(stop)
  return end === -1 ? all : all.slice(0, end)
}
