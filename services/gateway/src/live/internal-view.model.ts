// Answers: how does a thread show what colleagues did and noted? Customers never see these lines.
import type { ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { MessageView, ThreadContent } from '@indoshopster/contracts/inbox/message.views'
import { freshMessage } from './message-view.model.ts'

type Activity = Extract<ThreadContent, { kind: 'activity' }>
type Note = Extract<ConversationEvent, { type: 'inbox.note_added.v1' }>

/** The activity an event is; null: it is none. */
function activityContent(event: ConversationEvent): Activity | null {
  const plain = { kind: 'activity' as const, assignee: null, until: null }
  switch (event.type) {
    case 'inbox.conversation_assigned.v1': {
      const { assignee } = event.data
      return { ...plain, what: assignee === null ? 'unassigned' : 'assigned', assignee }
    }
    case 'inbox.conversation_snoozed.v1':
      return { ...plain, what: 'snoozed', until: event.data.until }
    case 'inbox.conversation_resolved.v1':
      return { ...plain, what: 'resolved' }
    case 'inbox.conversation_reopened.v1':
      return { ...plain, what: 'reopened' }
    default:
      return null
  }
}

/** The line that tells of what a colleague did; its id is the event's. Null: the event is no activity. */
export function activityOf(event: ConversationEvent, sessionId = ''): MessageView | null {
  const content = activityContent(event)
  return (
    content &&
    freshMessage({
      id: event.id,
      conversationId: event.data.conversationId,
      sessionId,
      direction: 'internal',
      content,
      status: 'sent',
      author: event.data.by,
      at: event.time,
      sequence: event.sequence,
    })
  )
}

/** The line of a note. */
export function noteView(event: Note, sessionId: string): MessageView {
  const { noteId, conversationId, by, mentions, sealed } = event.data
  return freshMessage({
    id: noteId,
    conversationId,
    sessionId,
    direction: 'internal',
    content: sealed ? { kind: 'note', text: sealed.text, mentions } : null,
    missing: sealed ? null : 'erased',
    status: 'sent',
    author: by,
    at: event.time,
    sequence: event.sequence,
  })
}
