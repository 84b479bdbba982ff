// Owns which events the inbox folds.
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { ChatEvent } from '@indoshopster/contracts/session/chat.events'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'

/** What conversations and threads are made of. */
export type InboxEvent = MessageEvent | ChatEvent | SendRequested | ConversationEvent

export type Told<Name extends InboxEvent['type']> = Extract<InboxEvent, { type: Name }>
