// Owns what happens to encrypted arrivals before Baileys may confirm them: each is kept and in the log when it is answered.
import { IntakeFailedError, UndecryptableError } from '../../../intake/intake.errors.ts'
import { isOwn } from '../from-baileys/author.ts'
import { type BatchDeps, createBatch, type Taking } from './batch.ts'
import { createReadAhead, type Decryptable, MOST } from './read-ahead.ts'
import type { Stanzas } from './stanzas.ts'
import { createUnread, type Encrypted } from './unread.ts'
import type { KeepUnreadable } from './unreadable.ts'

interface Asked extends Encrypted {
  /** The address it is decrypted for; null in a group. */
  readonly jid: string | null
}

export interface Inbound {
  /** Answers the padded plaintext once it is kept and in the log. Rejects when it cannot be read or cannot be kept. */
  take(encrypted: Asked, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array>
}

export interface InboundDeps extends BatchDeps {
  /** Holds every arrival that is still being taken in. */
  readonly takes: Set<Promise<unknown>>
  readonly stanzas: Stanzas
  /** Decrypts as Baileys itself does. */
  readonly read: (options: Decryptable) => Promise<Uint8Array>
  readonly keepUnreadable: KeepUnreadable
  /** The phone address known for a LID; never asks the network. */
  readonly pnOfLid: (lid: string) => Promise<string | null>
  /** Ends the connection; called before the rejection reaches Baileys, which would confirm the loss otherwise. */
  readonly fail: (error: unknown) => void
}

/** The intake of one connection. */
export function createInbound(deps: InboundDeps): Inbound {
  const { stanzas, journal, publisher, failpoints } = deps
  const ahead = createReadAhead(stanzas)
  const unreadOf = createUnread(deps.credentials, deps.pnOfLid)
  const takeTogether = createBatch(deps)
  /** What was taken in before Baileys came to it. */
  const ready = new Map<Uint8Array, Uint8Array>()
  /** The last that was taken in; what stands behind it comes next. Null: Baileys has to come to that first. */
  let last: Uint8Array | null = null
  /** The next ones being taken in while Baileys goes through those that are ready. */
  let reading: Promise<void> | null = null

  return {
    take: (encrypted, decrypt) => counted(takeOrEnd(encrypted, decrypt)),
  }

  async function counted<T>(taken: Promise<T>): Promise<T> {
    const settled = taken.catch(() => undefined)
    deps.takes.add(settled)
    try {
      return await taken
    } finally {
      deps.takes.delete(settled)
    }
  }

  async function takeOrEnd(encrypted: Asked, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      // What is being read stands before this one, or is this one.
      if (!ready.has(encrypted.ciphertext)) await reading
      deps.assertHealthy()
      const plaintext = ready.get(encrypted.ciphertext) ?? (await takeOrThrow(encrypted, decrypt))
      if (ready.delete(encrypted.ciphertext)) await failpoints('before_receipt')
      readOn()
      return plaintext
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
    // It stood behind all that is ready: Baileys does not come to those any more.
    ready.clear()
    const first = { unread: await unreadOf(seen, encrypted), seen, ciphertext, decrypt }
    const behind = await behindOf(ciphertext, first)
    const known = await journal.find([first, ...behind].map(({ unread }) => unread.identity))
    const self = known.find((one) => one.identity.equals(first.unread.identity))
    if (self && !self.published) await publisher.publishPending()
    if (self?.plaintext) return self.plaintext
    const isKnown = ({ unread }: Taking) => known.some((one) => one.identity.equals(unread.identity))
    const plaintext = await takeFirst(first, until(behind, isKnown))
    if (jid !== null && !isOwn(seen.attrs['from'], first.unread.stanza.own)) ahead.met(seen, jid)
    return plaintext
  }

  async function takeFirst(first: Taking, behind: readonly Taking[]): Promise<Uint8Array> {
    try {
      const [plaintext, ...others] = await takeTogether(first, behind)
      if (!plaintext) throw new IntakeFailedError('Nothing was read.')
      last = first.ciphertext
      keepReady(behind, others)
      return plaintext
    } catch (error) {
      if (error instanceof UndecryptableError) {
        await deps.keepUnreadable(first.unread, first.seen.empty ? 'absent' : 'undecryptable')
        await publisher.publishPending()
        await failpoints('before_receipt')
      }
      throw error
    }
  }

  /** Those that may be taken in behind an arrival; no two of them, nor `first`, are the same message. */
  async function behindOf(ciphertext: Uint8Array, first: Taking | null): Promise<readonly Taking[]> {
    const taking = await Promise.all(
      ahead.behind(ciphertext).map(async (waiting) => ({
        unread: await unreadOf(waiting.seen, {
          type: waiting.options.type,
          group: null,
          ciphertext: waiting.ciphertext,
        }),
        seen: waiting.seen,
        ciphertext: waiting.ciphertext,
        decrypt: () => deps.read(waiting.options),
      })),
    )
    const met = new Set(first ? [nameOf(first)] : [])
    return until(taking, (one) => met.has(nameOf(one)) || !met.add(nameOf(one)))
  }

  function keepReady(taken: readonly Taking[], plaintexts: readonly Uint8Array[]): void {
    for (const [index, { ciphertext }] of taken.entries()) {
      const plaintext = plaintexts[index]
      if (!plaintext) return
      ready.set(ciphertext, plaintext)
      last = ciphertext
    }
  }

  /** Goes on while Baileys confirms what is ready, so that neither waits for the other. */
  function readOn(): void {
    if (reading || last === null || ready.size > MOST) return
    const end = last
    reading = counted(readBehind(end))
      .catch(deps.fail)
      .finally(() => (reading = null))
  }

  /** Nothing is told of what cannot be read: Baileys asks for it in its turn. */
  async function readBehind(end: Uint8Array): Promise<void> {
    const waiting = await behindOf(end, null)
    if (waiting.length === 0) return
    const known = await journal.find(waiting.map(({ unread }) => unread.identity))
    const isKnown = ({ unread }: Taking) => known.some((one) => one.identity.equals(unread.identity))
    const [head, ...rest] = until(waiting, isKnown)
    last = null
    if (!head) return
    try {
      keepReady([head, ...rest], await takeTogether(head, rest))
    } catch (error) {
      if (!(error instanceof UndecryptableError)) throw error
    }
  }
}

/** Who sent it, on whichever device, and which of theirs it is. */
const nameOf = ({ seen: { attrs } }: Taking) => `${attrs['from']?.replace(/:\d+@/, '@')}|${attrs['id']}`

function until<T>(all: readonly T[], stop: (one: T) => boolean): readonly T[] {
  const end = all.findIndex(stop)
  return end === -1 ? all : all.slice(0, end)
}
