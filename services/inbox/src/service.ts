// Owns how the inbox service is put together: ports, projections, endpoints.
import type { EndpointDefinition, RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import * as conversations from '@indoshopster/contracts/inbox/inbox.endpoints'
import * as catalogue from '@indoshopster/contracts/inbox/label.endpoints'
import { findPerson } from '@indoshopster/contracts/session/session.endpoints'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { openMediaStore } from '@indoshopster/media-store/open-media-store'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { openStores } from '@indoshopster/read-store/stores'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import { ask, serveEndpoint } from '@indoshopster/service/endpoint'
import type { Logger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { uuidv7 } from '@indoshopster/service/uuid'
import { accountList } from './account/account-list.projection.ts'
import {
  answerCountConversations,
  answerGetConversation,
  answerListConversations,
} from './conversation/conversation.endpoints.ts'
import {
  answerAddNote,
  answerChangeConversation,
  answerMarkRead,
} from './conversation/conversation-change.endpoints.ts'
import { conversationList } from './conversation/conversation-list.projection.ts'
import { deleteFiles, usualLooks } from './erasure/delete-files.on-contact-erased.ts'
import { answerEraseContact } from './erasure/erase-contact.endpoints.ts'
import type { FindPerson } from './erasure/person.queries.ts'
import type { InboxConfig } from './inbox.config.ts'
import type { InboxTables } from './inbox.database.ts'
import {
  answerCreateLabel,
  answerDeleteLabel,
  answerEditLabel,
  answerListLabels,
} from './label/label.endpoints.ts'
import { labelList } from './label/label-list.projection.ts'
import { answerGetMessage, answerListMessages } from './message/message.endpoints.ts'
import { messageThread } from './message/message-thread.projection.ts'
import { answerSearchMessages } from './search/search.endpoints.ts'
import { answerDeleteView, answerListViews, answerSaveView } from './view/view.endpoints.ts'
import { viewList } from './view/view-list.projection.ts'

/** Who asks the inbox waits 5 s, and hears in time that nobody answered it. */
const FIND_PERSON_MS = 2000

/** Starts the inbox; it serves at once, and is ready when its projections have folded the log. */
export async function buildInbox(
  config: InboxConfig,
  logger: Logger,
  looksMs: readonly number[] = usualLooks,
): Promise<RunningService> {
  const stores = await openStores(config, 'inbox', logger)
  const { nats, log, machinery, readers } = stores

  const running = { log, pool: machinery, schema: 'inbox', logger }
  const list = runProjection({ ...running, projection: conversationList })
  const thread = runProjection({ ...running, projection: messageThread })
  const labels = runProjection({ ...running, projection: labelList })
  const views = runProjection({ ...running, projection: viewList })
  const accounts = runProjection({ ...running, projection: accountList })
  const folding = { list, thread, labels, views, accounts }
  const projections = Object.values(folding)

  const database = createDatabase<InboxTables>(readers)
  const keyring = postgresKeyring(machinery, Buffer.from(config.masterKey, 'hex'))
  const ports = { now: Date.now, newId: uuidv7 }
  const files = await openMediaStore(config, { nats, keyring, ...ports })
  const stopping = new AbortController()
  const deleting = deleteFiles({ log, database, files, looksMs }, stopping.signal)
  const whoIs: FindPerson = (request) => ask(nats, findPerson, request, { timeoutMs: FIND_PERSON_MS })
  const deps = { ...folding, database, log, ...ports, findPerson: whoIs }
  const serve = <E extends EndpointDefinition>(
    endpoint: E,
    answer: (request: RequestOf<E>) => Promise<ResponseOf<E>>,
  ) => serveEndpoint(nats, logger, endpoint, answer)
  const endpoints = [
    serve(conversations.listConversations, answerListConversations(deps)),
    serve(conversations.countConversations, answerCountConversations(deps)),
    serve(conversations.getConversation, answerGetConversation(deps)),
    serve(conversations.listMessages, answerListMessages(deps)),
    serve(conversations.getMessage, answerGetMessage(deps)),
    serve(conversations.searchMessages, answerSearchMessages(deps)),
    serve(conversations.markRead, answerMarkRead(deps)),
    serve(conversations.changeConversation, answerChangeConversation(deps)),
    serve(conversations.addNote, answerAddNote(deps)),
    serve(conversations.eraseContact, answerEraseContact(deps)),
    serve(catalogue.listLabels, answerListLabels(deps)),
    serve(catalogue.createLabel, answerCreateLabel(deps)),
    serve(catalogue.editLabel, answerEditLabel(deps)),
    serve(catalogue.deleteLabel, answerDeleteLabel(deps)),
    serve(catalogue.listViews, answerListViews(deps)),
    serve(catalogue.saveView, answerSaveView(deps)),
    serve(catalogue.deleteView, answerDeleteView(deps)),
  ]

  return {
    waitingFor: () => stores.waitingFor(projections),
    stop: async () => {
      await Promise.allSettled(endpoints.map((subscription) => subscription.drain()))
      stopping.abort()
      await deleting
      await Promise.all(projections.map((projection) => projection.stop()))
      await stores.close()
    },
  }
}
