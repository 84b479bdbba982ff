// Owns comparing every projection of the inbox with the log.
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import { type ChecksumResult, compareWithLog, workspacesOf } from '@indoshopster/read-store/checksum'
import type pg from 'pg'
import { accountList } from './account/account-list.projection.ts'
import { conversationList } from './conversation/conversation-list.projection.ts'
import { labelList } from './label/label-list.projection.ts'
import { messageThread } from './message/message-thread.projection.ts'
import { viewList } from './view/view-list.projection.ts'

/** One result per projection and workspace. `pool` must see all workspaces. */
export async function checksum(log: Pick<EventLog, 'follow'>, pool: pg.Pool): Promise<ChecksumResult[]> {
  const results: ChecksumResult[] = []
  async function compare<Event extends FoldableEvent, Row extends ProjectionRow>(
    projection: Projection<Event, Row>,
  ) {
    for (const workspace of await workspacesOf(pool, 'inbox', projection)) {
      results.push(await compareWithLog({ log, pool, schema: 'inbox', projection, workspace }))
    }
  }
  await compare(conversationList)
  await compare(messageThread)
  await compare(labelList)
  await compare(viewList)
  await compare(accountList)
  return results
}
