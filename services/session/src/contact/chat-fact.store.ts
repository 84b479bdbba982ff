// Owns the rows of facts about chats that the log is still to be told.
import type pg from 'pg'
import type { Fence } from '../whatsapp/whatsapp.port.ts'

type Scope = Pick<Fence, 'sessionId' | 'workspace'>

/** What is news of a chat; ids only, people's names and numbers are read when it is told. */
export type ChatFact =
  | { readonly kind: 'contact_changed'; readonly chatId: string }
  | { readonly kind: 'group_changed'; readonly chatId: string }
  | { readonly kind: 'chat_merged'; readonly chatId: string; readonly mergedChatId: string }

/** A fact with all that its event says. */
export interface PendingFact {
  readonly position: string
  readonly workspace: string
  readonly sessionId: string
  readonly chatId: string
  readonly contactId: string
  readonly eventId: string
  readonly kind: ChatFact['kind']
  readonly phone: string | null
  readonly bookName: string | null
  readonly pushName: string | null
  readonly mergedChatId: string | null
  readonly mergedContactId: string | null
}

/** Notes a fact in the transaction that makes it true. */
export async function noteFact(
  client: pg.ClientBase,
  scope: Scope,
  fact: ChatFact,
  newId: () => string,
): Promise<void> {
  await client.query(
    `INSERT INTO session.chat_facts (workspace, session_id, chat_id, event_id, kind, merged_chat_id)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      scope.workspace,
      scope.sessionId,
      fact.chatId,
      newId(),
      fact.kind,
      fact.kind === 'chat_merged' ? fact.mergedChatId : null,
    ],
  )
}

/** The oldest facts of some sessions that are still to be told. */
export async function pendingFacts(
  pool: pg.Pool,
  sessionIds: readonly string[],
  limit: number,
): Promise<PendingFact[]> {
  const { rows } = await pool.query<PendingFact>(
    `SELECT f.position, f.workspace, f.session_id AS "sessionId", f.chat_id AS "chatId", f.event_id AS "eventId",
            f.kind, c.contact_id AS "contactId", c.phone, c.book_name AS "bookName", c.name AS "pushName",
            f.merged_chat_id AS "mergedChatId", m.contact_id AS "mergedContactId"
     FROM session.chat_facts f
     JOIN session.chats c ON c.id = f.chat_id
     LEFT JOIN session.chats m ON m.id = f.merged_chat_id
     WHERE f.session_id = ANY($1) ORDER BY f.position LIMIT $2`,
    [sessionIds, limit],
  )
  return rows
}

/** Is the log still to be told that another chat took this one in? */
export async function waitsToBeTold(pool: pg.Pool, mergedChatId: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT FROM session.chat_facts WHERE merged_chat_id = $1 LIMIT 1', [
    mergedChatId,
  ])
  return rowCount !== 0
}

/** Forgets facts that the log has. */
export async function forgetFacts(pool: pg.Pool, positions: readonly string[]): Promise<void> {
  await pool.query('DELETE FROM session.chat_facts WHERE position = ANY($1::bigint[])', [positions])
}
