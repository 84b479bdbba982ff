// Owns how the inbox service is put together: ports, projections, endpoints.
import {
  countConversations,
  getConversation,
  getMessage,
  listConversations,
  listMessages,
  markRead,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { openStores } from '@indoshopster/read-store/stores'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import {
  answerCountConversations,
  answerGetConversation,
  answerListConversations,
} from './conversation/conversation.endpoints.ts'
import { answerMarkRead } from './conversation/conversation-change.endpoints.ts'
import { conversationList } from './conversation/conversation-list.projection.ts'
import type { InboxConfig } from './inbox.config.ts'
import type { InboxTables } from './inbox.database.ts'
import { labelList } from './label/label-list.projection.ts'
import { answerGetMessage, answerListMessages } from './message/message.endpoints.ts'
import { messageThread } from './message/message-thread.projection.ts'

/** Starts the inbox; it serves at once, and is ready when its projections have folded the log. */
export async function buildInbox(config: InboxConfig, logger: Logger): Promise<RunningService> {
  const stores = await openStores(config, 'inbox', logger)
  const { nats, log, machinery, readers } = stores

  const running = { log, pool: machinery, schema: 'inbox', logger }
  const list = runProjection({ ...running, projection: conversationList })
  const thread = runProjection({ ...running, projection: messageThread })
  const labels = runProjection({ ...running, projection: labelList })
  const projections = [list, thread, labels]

  const deps = { database: createDatabase<InboxTables>(readers), list, thread, labels, log, now: Date.now }
  const endpoints = [
    serveEndpoint(nats, logger, listConversations, answerListConversations(deps)),
    serveEndpoint(nats, logger, countConversations, answerCountConversations(deps)),
    serveEndpoint(nats, logger, getConversation, answerGetConversation(deps)),
    serveEndpoint(nats, logger, listMessages, answerListMessages(deps)),
    serveEndpoint(nats, logger, getMessage, answerGetMessage(deps)),
    serveEndpoint(nats, logger, markRead, answerMarkRead(deps)),
  ]

  return {
    waitingFor: () => stores.waitingFor(projections),
    stop: async () => {
      await Promise.allSettled(endpoints.map((subscription) => subscription.drain()))
      await Promise.all(projections.map((projection) => projection.stop()))
      await stores.close()
    },
  }
}
