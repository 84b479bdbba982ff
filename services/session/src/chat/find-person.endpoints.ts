// Answers: under which chats do the numbers of a workspace know a person?
import type { NatsConnection, Subscription } from '@nats-io/nats-core'
import * as contract from '@indoshopster/contracts/session/session.endpoints'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type pg from 'pg'

/** Of all networks: their chats are in one database. Of a merged chat the one that stays is answered. */
export function serveFindPerson(deps: { nats: NatsConnection; logger: Logger; pool: pg.Pool }): Subscription {
  const { nats, logger, pool } = deps
  return serveEndpoint(nats, logger, contract.findPerson, async ({ workspace, chatIds, phones }) => {
    const { rows } = await pool.query<{ chatId: string; sessionId: string; contactId: string }>(
      `WITH known_as AS (
         SELECT a.address FROM session.chats c JOIN session.chat_addresses a ON a.chat_id = coalesce(c.merged_into, c.id)
         WHERE c.workspace = $1 AND c.id = ANY($2)
         UNION SELECT 'phone:' || phone FROM unnest($3::text[]) AS phone)
       SELECT DISTINCT c.id AS "chatId", c.session_id AS "sessionId", c.contact_id AS "contactId"
       FROM known_as k JOIN session.chat_addresses a ON a.workspace = $1 AND a.address = k.address
       JOIN session.chats c ON c.id = a.chat_id`,
      [workspace, chatIds, phones],
    )
    return { chats: rows }
  })
}
