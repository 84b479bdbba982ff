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
  /** Throws EndpointRefusal `conversation_not_found`, `read_model_behind` or `unavailable`. */
  find(workspace: string, conversationId: string): Promise<Place>
  /** Forgets what an event made untrue. */
  heard(event: RecordedEvent): void
}

const MAX_REMEMBERED = 10_000

/** Places over the inbox service; the oldest are forgotten first. */
export function createPlaces(ask: Ask): Places {
  const places = new Map<string, Place>()
  /** What an answer about a conversation must know of: the inbox may hear of a merge after us. */
  const changed = new Map<string, number>()

  function keep<Value>(map: Map<string, Value>, key: string, value: Value): Value {
    const oldest = map.keys().next().value
    if (map.size >= MAX_REMEMBERED && oldest !== undefined) map.delete(oldest)
    map.set(key, value)
    return value
  }

  function forget({ workspace, sequence }: RecordedEvent, conversationId: string): void {
    const key = `${workspace}/${conversationId}`
    places.delete(key)
    keep(changed, key, sequence)
  }

  return {
    async find(workspace, conversationId) {
      const key = `${workspace}/${conversationId}`
      const known = places.get(key)
      if (known) return known
      const minSeq = changed.get(key)
      const wanted = { workspace, conversationId, ...(minSeq === undefined ? {} : { minSeq }) }
      const { sessionId, contactId, erased } = await ask(getConversation, wanted)
      const place = { sessionId, contactId, erased }
      // What changed while we asked may be missing in the answer.
      return changed.get(key) === minSeq ? keep(places, key, place) : place
    },
    heard(recorded) {
      // Types name shapes of our own contracts; other types fall through.
      const event = recorded as ConversationEvent | ChatEvent
      if (event.type === 'session.chat_merged.v1') {
        forget(event, event.data.chatId)
        forget(event, event.data.mergedChatId)
      } else if (event.type === 'inbox.contact_erased.v1') {
        forget(event, event.data.conversationId)
      }
    },
  }
}
