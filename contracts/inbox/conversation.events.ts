// Owns the events of a conversation, the inbox's view of a chat. Entity: conversation id (= chat id).
import { Type } from 'typebox'
import { defineEvent, type EventOf, type NewEvent, Uuid } from '../envelope.ts'

export const conversationRead = defineEvent('inbox.conversation_read.v1', {
  emitted: 'when staff have seen a conversation up to a message; not when nothing there was unread.',
  data: Type.Object({
    conversationId: Uuid,
    /** Stream sequence of the newest message that was on the screen. */
    upToSequence: Type.Integer({ minimum: 1 }),
    by: Type.String(),
  }),
  sealed: null,
})

export const conversationEvents = [conversationRead] as const
export type ConversationEvent = EventOf<(typeof conversationEvents)[number]>
export type NewConversationEvent = NewEvent<(typeof conversationEvents)[number]>
