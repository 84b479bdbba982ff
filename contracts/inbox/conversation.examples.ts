// Owns a valid example of each conversation event; tests say only what matters to them.
import { recorded, type Recording } from '../examples.ts'
import { exampleAccount } from '../gateway/send.examples.ts'
import { exampleChat } from '../session/message.examples.ts'
import { conversationRead, type ConversationEvent } from './conversation.events.ts'

type Of<Name> = Extract<ConversationEvent, { type: Name }>
type Seen = Of<typeof conversationRead.type>

/** An agent has seen the conversation up to a message. */
export function conversationSeen(told: Partial<Seen['data']> & Recording = {}): Seen {
  const data = {
    conversationId: told.conversationId ?? exampleChat,
    upToSequence: told.upToSequence ?? 1,
    by: told.by ?? exampleAccount,
  }
  return recorded(conversationRead.type, data.conversationId, data, told)
}

/** What staff did with the example conversation. */
export function ofConversation<Name extends ConversationEvent['type']>(
  type: Name,
  told: Omit<Of<Name>['data'], 'conversationId' | 'by'> & { conversationId?: string; by?: string },
  sequence: number,
  recording: Recording = {},
): Of<Name> {
  const data = { conversationId: exampleChat, by: exampleAccount, ...told }
  // The data is exactly that of the named event; TypeScript does not see it through the generic.
  return recorded(type, data.conversationId, data, { sequence, ...recording }) as unknown as Of<Name>
}
