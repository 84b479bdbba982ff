// Owns what the inbox keeps in Postgres: only projections, so everything here can be rebuilt from the log.
import type { ServiceSchema } from '@indoshopster/read-store/migrate'
import { conversationList } from './conversation/conversation-list.projection.ts'
import { labelList } from './label/label-list.projection.ts'
import { messageThread } from './message/message-thread.projection.ts'

export const schema: ServiceSchema = {
  name: 'inbox',
  migrations: null,
  projections: [conversationList, messageThread, labelList],
}
