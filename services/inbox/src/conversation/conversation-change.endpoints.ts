// Owns the endpoints that change a conversation.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { markRead } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { InboxDatabase } from '../inbox.database.ts'
import { reached } from '../page/page.queries.ts'
import { conversation } from './conversation.decider.ts'
import { findConversation } from './find-conversation.queries.ts'

interface Deps {
  readonly database: InboxDatabase
  readonly list: RunningProjection
  readonly log: Pick<EventLog, 'append'>
}

/**
 * Answers `mark_read`. It waits until the list has folded what was on the screen: else a message that is not counted
 * yet would be found read, nothing would be told, and its badge would stay.
 */
export const answerMarkRead =
  ({ database, list, log }: Deps) =>
  async (request: RequestOf<typeof markRead>): Promise<ResponseOf<typeof markRead>> => {
    const { workspace, by, upToSequence } = request
    await reached([list], upToSequence)
    const row = await inWorkspace(database, workspace, (reader) =>
      findConversation(reader, workspace, request.conversationId),
    )
    let sequence = 0
    for (const event of conversation.decide({ conversationId: row.id, upToSequence, by }, row)) {
      const to = { owner: 'inbox', lane: 'conversation', entity: row.id }
      sequence = (await log.append(workspace, to, event)).sequence
    }
    return { sequence }
  }
