// Owns how the inbox service is put together: ports, projections, endpoints.
import {
  getConversation,
  listConversations,
  listMessages,
  markRead,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import { openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { assertSafeRole, createPool } from '@indoshopster/read-store/pool'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import { serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { uuidv7 } from '@indoshopster/service/uuid'
import {
  answerGetConversation,
  answerListConversations,
  answerMarkRead,
} from './conversation/conversation.endpoints.ts'
import { conversationList } from './conversation/conversation-list.projection.ts'
import type { InboxConfig } from './inbox.config.ts'
import type { InboxTables } from './inbox.database.ts'
import { answerListMessages } from './message/message.endpoints.ts'
import { messageThread } from './message/message-thread.projection.ts'

/** Starts the inbox; it serves at once, and is ready when its projections have folded the log. */
export async function buildInbox(config: InboxConfig, logger: Logger): Promise<RunningService> {
  const nats = await connectNats(config.natsUrl, 'inbox')
  const machinery = createPool(config.databaseUrl, 'inbox-projections', 6, { allWorkspaces: true })
  const readers = createPool(config.databaseUrl, 'inbox', 10)
  await prepareStreams(nats, config.natsReplicas)
  await assertSafeRole(readers)
  const keyring = postgresKeyring(machinery, Buffer.from(config.masterKey, 'hex'))
  const ports = { now: Date.now, newId: uuidv7 }
  const log = await openEventLog({ nats, keyring, source: 'inbox', logger, ports })

  const running = { log, pool: machinery, schema: 'inbox', logger }
  const list = runProjection({ ...running, projection: conversationList })
  const thread = runProjection({ ...running, projection: messageThread })

  const database = createDatabase<InboxTables>(readers)
  const deps = { database, list, thread, log }
  const endpoints = [
    serveEndpoint(nats, logger, listConversations, answerListConversations(deps)),
    serveEndpoint(nats, logger, getConversation, answerGetConversation(deps)),
    serveEndpoint(nats, logger, markRead, answerMarkRead(deps)),
    serveEndpoint(nats, logger, listMessages, answerListMessages(deps)),
  ]

  return {
    waitingFor: async () => [
      ...[list, thread]
        .filter((projection) => !projection.caughtUp())
        .map((projection) => projection.problem() ?? projection.name),
      ...(await away('nats', nats.rtt())),
      ...(await away('postgres', readers.query('SELECT'))),
    ],
    stop: async () => {
      await Promise.allSettled(endpoints.map((subscription) => subscription.drain()))
      await Promise.all([list.stop(), thread.stop()])
      await nats.drain()
      await Promise.all([readers.end(), machinery.end()])
    },
  }
}

/** Longest a connection may take to answer before it counts as away, ms. */
const ANSWER_MS = 1000

async function away(name: string, answer: Promise<unknown>): Promise<string[]> {
  const late = new Promise<string[]>((resolve) => setTimeout(resolve, ANSWER_MS, [name]).unref())
  return Promise.race([
    answer.then(
      () => [],
      () => [name],
    ),
    late,
  ])
}
