// Owns what the inbox keeps in Postgres: only projections, so everything here can be rebuilt from the log.
import path from 'node:path'
import type { ServiceSchema } from '@indoshopster/read-store/migrate'
import { accountList } from './account/account-list.projection.ts'
import { conversationList } from './conversation/conversation-list.projection.ts'
import { labelList } from './label/label-list.projection.ts'
import { messageThread } from './message/message-thread.projection.ts'
import { viewList } from './view/view-list.projection.ts'

export const schema: ServiceSchema = {
  name: 'inbox',
  migrations: path.join(import.meta.dirname, '../migrations'),
  projections: [conversationList, messageThread, labelList, viewList, accountList],
}
