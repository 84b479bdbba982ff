// Answers: how do we stand with the person of a chat: heard from, written to, or strangers?
import type pg from 'pg'

export interface Standing {
  /** They wrote to us at least once. */
  readonly heard: boolean
  /** Another message of ours went there before. */
  readonly written: boolean
}

export interface Standings {
  /** They wrote to us: nobody needs to look again, and who listens is told. */
  heard(chatId: string): void
  /** Its signal aborts when the chat is heard from. Call `end` when nobody waits for that any more. */
  listen(chatId: string): { readonly signal: AbortSignal; end(): void }
  of(message: { readonly messageId: string; readonly chatId: string }): Promise<Standing>
  /** New chats that this session has opened within so many ms. */
  opened(sessionId: string, withinMs: number): Promise<number>
}

/** Chats that are remembered as heard from; who has written once needs no second look. */
const MAX_REMEMBERED = 20_000

export function createStandings(pool: pg.Pool): Standings {
  const heardFrom = new Set<string>()
  const listening = new Map<string, Set<AbortController>>()
  function remember(chatId: string): void {
    if (heardFrom.size >= MAX_REMEMBERED) heardFrom.clear()
    heardFrom.add(chatId)
  }
  return {
    heard(chatId) {
      remember(chatId)
      for (const listener of listening.get(chatId) ?? []) listener.abort()
    },
    listen(chatId) {
      const listener = new AbortController()
      const listeners = listening.get(chatId) ?? new Set()
      listening.set(chatId, listeners.add(listener))
      return {
        signal: listener.signal,
        end() {
          listeners.delete(listener)
          if (listeners.size === 0 && listening.get(chatId) === listeners) listening.delete(chatId)
        },
      }
    },
    async of({ messageId, chatId }) {
      if (heardFrom.has(chatId)) return { heard: true, written: true }
      const { rows } = await pool.query<Standing>(
        `SELECT c.heard_at IS NOT NULL AS heard,
           EXISTS (SELECT FROM session.outbox o WHERE o.chat_id IN (c.id, $1) AND o.attempted_at IS NOT NULL
                   AND o.message_id <> $2) AS written
         FROM session.chats asked JOIN session.chats c ON c.id = coalesce(asked.merged_into, asked.id)
         WHERE asked.id = $1`,
        [chatId, messageId],
      )
      const standing = rows[0] ?? { heard: false, written: false }
      if (standing.heard) remember(chatId)
      return standing
    },
    async opened(sessionId, withinMs) {
      const { rows } = await pool.query<{ opened: number }>(
        `SELECT count(*)::integer AS opened FROM session.outbox
         WHERE session_id = $1 AND opens_chat AND attempted_at > now() - make_interval(secs => $2)`,
        [sessionId, withinMs / 1000],
      )
      return rows[0]?.opened ?? 0
    },
  }
}
