// Answers: which number and which contact is a conversation of? Remembered, because it hardly ever changes.
import { getConversation } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { ChatEvent } from '@indoshopster/contracts/session/chat.events'
import type { Ask } from '../ports.ts'

export interface Place {
  readonly sessionId: string
  readonly contactId: string
  readonly erased: boolean
}

export interface Places {
  /** Throws EndpointRefusal `conversation_not_found` or `unavailable`. */
  find(workspace: string, conversationId: string): Promise<Place>
  /** Forgets what an event made untrue. */
  heard(event: RecordedEvent): void
}

const MAX_REMEMBERED = 10_000

/** Places over the inbox service; the oldest are forgotten first. */
export function createPlaces(ask: Ask): Places {
  const places = new Map<string, Place>()
  const forget = (workspace: string, id: string) => void places.delete(`${workspace}/${id}`)
  return {
    async find(workspace, conversationId) {
      const key = `${workspace}/${conversationId}`
      const known = places.get(key)
      if (known) return known
      const { sessionId, contactId, erased } = await ask(getConversation, { workspace, conversationId })
      const place = { sessionId, contactId, erased }
      const oldest = places.keys().next().value
      if (places.size >= MAX_REMEMBERED && oldest !== undefined) places.delete(oldest)
      places.set(key, place)
      return place
    },
    heard(recorded) {
      // Types name shapes of our own contracts; other types fall through.
      const event = recorded as ConversationEvent | ChatEvent
      if (event.type === 'session.chat_merged.v1') {
        forget(event.workspace, event.data.chatId)
        forget(event.workspace, event.data.mergedChatId)
      } else if (event.type === 'inbox.contact_erased.v1') {
        forget(event.workspace, event.data.conversationId)
      }
    },
  }
}
