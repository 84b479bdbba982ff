// Owns comparing every projection of the inbox with the log.
import type { EventLog } from '@indoshopster/event-log/event-log'
import { type ChecksumResult, compareWithLog, workspacesOf } from '@indoshopster/read-store/checksum'
import type pg from 'pg'
import { conversationList } from './conversation/conversation-list.projection.ts'
import { messageThread } from './message/message-thread.projection.ts'

/** One result per projection and workspace. `pool` must see all workspaces. */
export async function checksum(log: Pick<EventLog, 'follow'>, pool: pg.Pool): Promise<ChecksumResult[]> {
  const results: ChecksumResult[] = []
  const at = { log, pool, schema: 'inbox' }
  for (const workspace of await workspacesOf(pool, 'inbox', conversationList)) {
    results.push(await compareWithLog({ ...at, projection: conversationList, workspace }))
  }
  for (const workspace of await workspacesOf(pool, 'inbox', messageThread)) {
    results.push(await compareWithLog({ ...at, projection: messageThread, workspace }))
  }
  return results
}
