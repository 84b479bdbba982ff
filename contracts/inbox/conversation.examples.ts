// Owns a valid example of each conversation event; tests say only what matters to them.
import { recorded, type Recording } from '../examples.ts'
import { exampleAccount } from '../gateway/send.examples.ts'
import { exampleChat } from '../session/message.examples.ts'
import { conversationRead, type ConversationEvent } from './conversation.events.ts'

type Seen = Extract<ConversationEvent, { type: typeof conversationRead.type }>

/** An agent has seen the conversation up to a message. */
export function conversationSeen(told: Partial<Seen['data']> & Recording = {}): Seen {
  const data = {
    conversationId: told.conversationId ?? exampleChat,
    upToSequence: told.upToSequence ?? 1,
    by: told.by ?? exampleAccount,
  }
  return recorded(conversationRead.type, data.conversationId, data, told)
}
