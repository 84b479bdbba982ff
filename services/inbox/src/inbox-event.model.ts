// Owns which events the inbox folds.
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'

export type InboxEvent = MessageEvent | SendRequested | ConversationEvent
