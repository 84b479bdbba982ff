// Owns what comes before a relay: may it go now, where to, and in which form?
import type pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { waitsToBeTold } from '../contact/chat-fact.store.ts'
import { type Chat, chatById, chatFor } from '../chat/chat.store.ts'
import { assertFence } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import { type Connection, type Fence, isNotConnected } from '../whatsapp/whatsapp.port.ts'
import type { Account } from './account.ts'
import type { OutboxEntry, SendFailureReason } from './outbox.model.ts'
import type { Outbox } from './outbox.store.ts'
import type { Pacing } from './pacing.ts'
import { pause } from './pause.ts'
import type { Standing, Standings } from './standing.store.ts'

export interface PrepareDeps {
  readonly pool: pg.Pool
  readonly fence: Fence
  readonly outbox: Outbox
  readonly standings: Standings
  readonly pacing: () => Promise<Pacing>
  readonly newId: () => string
  readonly now: () => number
  /** Longest a send may wait for its number and its pace, ms; 0: for ever. */
  readonly expiresMs: number
  /** Longest one look-up may take, ms. */
  readonly lookUpPatienceMs: number
}

type Failed = { readonly kind: 'failed'; readonly reason: SendFailureReason }
type Later = { readonly kind: 'later' }
const later: Later = { kind: 'later' }
const failed = (reason: SendFailureReason): Failed => ({ kind: 'failed', reason })

/** Look-ups of one recipient, over all connections, before its send fails: 5 × 20 s and the pauses stay below 120 s. */
const MAX_LOOKUPS = 5

/** Longest a send waits until the log knows that its chat was taken in, ms. */
const MERGE_TOLD_MS = 10_000
const LOOK_MS = 100

/** Waits for the pace; refuses what a restriction forbids. `later`: the connection went first. */
export async function permitted(
  deps: PrepareDeps,
  account: Account,
  entry: OutboxEntry,
  gone: AbortSignal,
): Promise<{ kind: 'permitted'; opensChat: boolean; heard: boolean } | Failed | Later> {
  const standing = await deps.standings.of(entry)
  // What may be on the wire already has had its turn, and its outcome has to be found out.
  if (entry.attempts > 0) return { kind: 'permitted', opensChat: isNew(standing), heard: standing.heard }
  if (isStale(deps, entry)) return failed('expired')
  if (isForbidden(account, standing)) return failed('account_restricted')
  const now = await paced(deps, entry, standing, gone)
  if (!now) return later
  if (isStale(deps, entry)) return failed('expired')
  return isForbidden(account, now)
    ? failed('account_restricted')
    : { kind: 'permitted', opensChat: isNew(now), heard: now.heard }
}

const isNew = ({ heard, written }: Standing) => !heard && !written

/** Waits for the pace; answers how we stand with them then, null: the connection went first. */
async function paced(
  { standings, pacing }: PrepareDeps,
  entry: OutboxEntry,
  standing: Standing,
  gone: AbortSignal,
): Promise<Standing | null> {
  const { signal, end } = standings.listen(entry.chatId)
  try {
    const isTurn = await (await pacing()).turn(entry.chatId, isNew(standing), gone, signal)
    return isTurn ? (signal.aborted ? { ...standing, heard: true } : standing) : null
  } finally {
    end()
  }
}

/** What waited too long would only confuse: a code that is void, an order that has long arrived. */
const isStale = ({ now, expiresMs }: PrepareDeps, { requestedAt }: OutboxEntry) =>
  expiresMs > 0 && requestedAt !== null && now() - requestedAt > expiresMs

/** A restricted number may answer people, but not write first. */
const isForbidden = (account: Account, { heard }: Standing) => !heard && account.restriction() !== null

/** Finds out where the recipient is, unless that is known. A throw of the network counts as a failed look-up. */
export async function located(
  deps: PrepareDeps,
  connection: Pick<Connection, 'lookUp'>,
  entry: OutboxEntry,
  gone: AbortSignal,
): Promise<{ kind: 'located'; entry: OutboxEntry } | Failed | Later> {
  const { fence, outbox, newId } = deps
  const { phone, messageId } = entry
  if (entry.address) return { kind: 'located', entry }
  if (!phone) return failed('recipient_unknown')
  for (let lookups = entry.lookups; lookups < MAX_LOOKUPS;) {
    // Others go first: it may be this very question that ends the connection.
    if (lookups > 0) await pause(500 * 2 ** lookups, gone)
    if (gone.aborted) return later
    // They may have written meanwhile, which tells where they are.
    const chat = await chatById(deps.pool, fence.sessionId, entry.chatId)
    if (chat?.address) return { kind: 'located', entry: await placed(deps, entry, chat, chat.address) }
    const found = await within(deps.lookUpPatienceMs, connection.lookUp(phone), gone)
    if (found.kind === 'left') return later
    if (found.kind === 'answer') {
      if (!found.recipient) return failed('recipient_not_on_whatsapp')
      const { address } = found.recipient
      const identity = { addresses: [address], phone: found.recipient.phone ?? phone, name: null } as const
      const theirs = await inTransaction(deps.pool, async (client) => {
        await assertFence(client, fence)
        return chatFor(client, fence, identity, newId)
      })
      await outbox.markAddress(fence, messageId, address)
      return { kind: 'located', entry: await placed(deps, entry, theirs, address) }
    }
    if (found.kind === 'no answer') {
      await outbox.markLookUp(fence, messageId)
      lookups++
    }
    if (found.kind === 'not asked') await pause(500, gone)
  }
  return failed('recipient_unchecked')
}

/** With its address, in the chat that stays where its own was taken in: that is told before anything of the send. */
async function placed(
  { pool }: PrepareDeps,
  entry: OutboxEntry,
  { chatId, contactId }: Chat,
  address: string,
): Promise<OutboxEntry> {
  for (let waited = 0; chatId !== entry.chatId && waited < MERGE_TOLD_MS; waited += LOOK_MS) {
    if (!(await waitsToBeTold(pool, entry.chatId))) break
    await sleep(LOOK_MS)
  }
  return { ...entry, chatId, contactId, address }
}

type LookedUp =
  | { readonly kind: 'answer'; readonly recipient: Awaited<ReturnType<Connection['lookUp']>> }
  | { readonly kind: 'no answer' }
  | { readonly kind: 'not asked' }
  | { readonly kind: 'left' }

/** The answer, or that none came; `left`: we ended the connection ourselves. */
async function within(
  ms: number,
  asked: ReturnType<Connection['lookUp']>,
  gone: AbortSignal,
): Promise<LookedUp> {
  const answered = asked.then(
    (recipient): LookedUp => ({ kind: 'answer', recipient }),
    (error: unknown): LookedUp => ({ kind: isNotConnected(error) ? 'not asked' : 'no answer' }),
  )
  const late = new AbortController()
  const ended = pause(ms, AbortSignal.any([gone, late.signal])).then((): LookedUp =>
    gone.aborted && gone.reason !== CONNECTION_LOST ? { kind: 'left' } : { kind: 'no answer' },
  )
  return Promise.race([answered, ended]).finally(() => late.abort())
}

/** The reason with which a send's signal aborts when the network ended the connection. */
export const CONNECTION_LOST = 'connection lost'
