// Owns telling that a customer is writing, by core NATS; nothing of it is stored, and nothing waits for it.
import type { NatsConnection } from '@nats-io/nats-core'
import type pg from 'pg'
import type { CustomerTypingSignal } from '@indoshopster/contracts/inbox/presence.signals'
import { liveSubject } from '@indoshopster/contracts/subjects'
import type { Fence } from '../whatsapp/whatsapp.port.ts'

/** Quiet about people who have no chat here. Never throws: a lost signal is repaired by the next one. */
export async function tellTyping(
  { nats, pool }: { nats: NatsConnection; pool: pg.Pool },
  { sessionId, workspace }: Fence,
  addresses: readonly string[],
  typing: boolean,
): Promise<void> {
  try {
    const { rows } = await pool.query<{ chat_id: string }>(
      'SELECT chat_id FROM session.chat_addresses WHERE session_id = $1 AND address = ANY($2) LIMIT 1',
      [sessionId, addresses],
    )
    const [chat] = rows
    if (!chat) return
    const signal: CustomerTypingSignal = { conversationId: chat.chat_id, typing }
    nats.publish(liveSubject(workspace, 'customer_typing'), JSON.stringify(signal))
  } catch {
    // The database is away: who types is the least that is missed.
  }
}
