// Owns the rows of files that our own phone is asked for: what was asked how often, and what it said.
import type pg from 'pg'
import type { Sealing } from '../intake/sealing.ts'
import { assertFence } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { AskState } from './phone-ask.model.ts'
import type { Received } from './received-file.ts'

export interface PhoneAsk extends AskState {
  readonly messageId: string
  readonly event: Received
  /** Not read yet. */
  readonly answer: string | null
}

/** Every write throws LeaseLostError when the session is another's. `at` and `now` in ms. */
export interface PhoneAskStore {
  /** Once per message, however often it is called; not where its chat was erased. */
  open(event: Received, wireId: string, now: number): Promise<void>
  /** Some of what is to be read, awaited or asked: answers first, then what was asked before, then the newest messages. */
  inHand(): Promise<readonly PhoneAsk[]>
  /** Before the ask leaves. */
  markAsked(messageId: string, at: number): Promise<void>
  /** It did not leave. */
  unmarkAsked(messageId: string): Promise<void>
  /** Keeps what the phone said; nobody may have asked. */
  answered(wireId: string, answer: string): Promise<void>
  /** The answer was of no use. `atOnce`: the phone may be asked again without waiting. */
  dropAnswer(messageId: string, answer: string, atOnce: boolean): Promise<void>
  /** The file was told. `final`: no answer changes that. */
  end(messageId: string, now: number, final: boolean): Promise<void>
}

/** More than are asked for at once; each may hold a small picture. */
const FEW = 64
/** How long an answer may come after its file was given up. */
const KEPT_MS = 7 * 86_400_000

const placeOf = (sessionId: string, messageId: string) => `phone_ask|${sessionId}|${messageId}`

export function createPhoneAskStore(deps: { pool: pg.Pool; sealing: Sealing; fence: Fence }): PhoneAskStore {
  const { pool, sealing, fence } = deps
  const { sessionId, workspace } = fence

  /** The first parameter is the session. */
  const write = (text: string, values: readonly unknown[]) =>
    inTransaction(pool, async (client) => {
      await assertFence(client, fence)
      await client.query(text, [sessionId, ...values])
    })
  const update = (set: string, messageId: string, ...values: readonly unknown[]) =>
    write(`UPDATE session.phone_asks SET ${set} WHERE session_id = $1 AND message_id = $2`, [
      messageId,
      ...values,
    ])

  return {
    open(event, wireId, now) {
      const { messageId, chatId, sentAt } = event.data
      const sealed = sealing.seal(Buffer.from(JSON.stringify(event)), placeOf(sessionId, messageId))
      return write(
        `INSERT INTO session.phone_asks (session_id, message_id, workspace, chat_id, wire_id, event, sent_at, opened_at)
         SELECT $1, $2, $3, id, $5, $6, $7, $8 FROM session.chats WHERE session_id = $1 AND id = $4 FOR KEY SHARE
         ON CONFLICT DO NOTHING`,
        [messageId, workspace, chatId, wireId, sealed, sentAt, new Date(now)],
      )
    },
    async inHand() {
      const { rows } = await pool.query<Row>(
        `SELECT message_id, event, asks, opened_at, asked_at, answer, ended_at FROM session.phone_asks
         WHERE session_id = $1 AND event IS NOT NULL AND (ended_at IS NULL OR answer IS NOT NULL)
         ORDER BY answer IS NULL, asked_at IS NULL, sent_at DESC LIMIT ${FEW}`,
        [sessionId],
      )
      return rows.map((row) => ({
        messageId: row.message_id,
        // Written by `open`, sealed since.
        event: JSON.parse(sealing.open(row.event, placeOf(sessionId, row.message_id)).toString()) as Received,
        asks: row.asks,
        openedAt: row.opened_at.getTime(),
        askedAt: row.asked_at?.getTime() ?? null,
        answer: row.answer,
        answered: row.answer !== null,
        ended: row.ended_at !== null,
      }))
    },
    markAsked: (messageId, at) => update('asks = asks + 1, asked_at = $3', messageId, new Date(at)),
    unmarkAsked: (messageId) => update('asks = asks - 1, asked_at = NULL', messageId),
    answered: (wireId, answer) =>
      write(
        'UPDATE session.phone_asks SET answer = $3 WHERE session_id = $1 AND wire_id = $2 AND event IS NOT NULL',
        [wireId, answer],
      ),
    dropAnswer: (messageId, answer, atOnce) =>
      update(
        `answer = nullif(answer, $3), asked_at = CASE WHEN $4 THEN NULL ELSE asked_at END`,
        messageId,
        answer,
        atOnce,
      ),
    end: (messageId, now, final) =>
      update(`answer = NULL, ended_at = $3${final ? ', event = NULL' : ''}`, messageId, new Date(now)),
  }
}

/** Forgets files that ended long ago. */
export async function forgetOldAsks(pool: pg.Pool, sessionId: string, now: number): Promise<void> {
  await pool.query('DELETE FROM session.phone_asks WHERE session_id = $1 AND ended_at < $2', [
    sessionId,
    new Date(now - KEPT_MS),
  ])
}

interface Row {
  message_id: string
  event: Buffer
  asks: number
  opened_at: Date
  asked_at: Date | null
  answer: string | null
  ended_at: Date | null
}
