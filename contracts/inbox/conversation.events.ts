// Owns the events of a conversation, the inbox's view of a chat. Lane `conversation`; entity: conversation id (= chat id).
import { Type } from 'typebox'
import { defineEvent, type EventOf, IsoTime, type NewEvent, Uuid } from '../envelope.ts'
import { UpToSequence } from './change.ts'

const base = { conversationId: Uuid, by: Type.String() }

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
export const conversationMarkedUnread = defineEvent('inbox.conversation_marked_unread.v1', {
  emitted: 'when staff put a read conversation back among the unread ones.',
  data: Type.Object(base),
  sealed: null,
})
export const labelApplied = defineEvent('inbox.label_applied.v1', {
  emitted: 'when a label is put on a conversation that does not have it.',
  data: Type.Object({ ...base, labelId: Uuid }),
  sealed: null,
})
export const labelRemoved = defineEvent('inbox.label_removed.v1', {
  emitted: 'when a label is taken off a conversation that has it.',
  data: Type.Object({ ...base, labelId: Uuid }),
  sealed: null,
})
export const conversationAssigned = defineEvent('inbox.conversation_assigned.v1', {
  emitted:
    'when a conversation is claimed, given to a colleague, or put back; not when it is theirs already.',
  data: Type.Object({ ...base, assignee: Type.Union([Uuid, Type.Null()]) }),
  sealed: null,
})
export const conversationSnoozed = defineEvent('inbox.conversation_snoozed.v1', {
  emitted: 'when staff put a conversation aside until a time, or until the customer writes.',
  data: Type.Object({ ...base, until: IsoTime, upToSequence: Type.Optional(UpToSequence) }),
  sealed: null,
})
export const conversationResolved = defineEvent('inbox.conversation_resolved.v1', {
  emitted: 'when staff are done with a conversation; a new message of the customer opens it again.',
  data: Type.Object({ ...base, upToSequence: Type.Optional(UpToSequence) }),
  sealed: null,
})
export const conversationReopened = defineEvent('inbox.conversation_reopened.v1', {
  emitted: 'when staff open a snoozed or resolved conversation again; not when a message does.',
  data: Type.Object(base),
  sealed: null,
})
export const noteAdded = defineEvent('inbox.note_added.v1', {
  emitted: 'when staff write a note that only colleagues see.',
  data: Type.Object({ ...base, noteId: Uuid, mentions: Type.Array(Uuid) }),
  sealed: Type.Object({ text: Type.String() }),
})
export const contactRenamed = defineEvent('inbox.contact_renamed.v1', {
  emitted: 'when staff give a contact a name of their own, or take it back; not when it stays.',
  data: Type.Object(base),
  sealed: Type.Object({ name: Type.Union([Type.String(), Type.Null()]) }),
})
export const contactErased = defineEvent('inbox.contact_erased.v1', {
  emitted:
    'when an owner erases everything about a person, once for each chat with them under any number of the workspace; ' +
    'the times and counts of the messages stay.',
  data: Type.Object({ ...base, sessionId: Uuid, contactId: Uuid }),
  sealed: null,
})

export const conversationEvents = [
  conversationRead,
  conversationMarkedUnread,
  labelApplied,
  labelRemoved,
  conversationAssigned,
  conversationSnoozed,
  conversationResolved,
  conversationReopened,
  noteAdded,
  contactRenamed,
  contactErased,
] as const
export type ConversationEvent = EventOf<(typeof conversationEvents)[number]>
export type NewConversationEvent = NewEvent<(typeof conversationEvents)[number]>
