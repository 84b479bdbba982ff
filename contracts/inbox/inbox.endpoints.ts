// Owns what other services may ask of the inbox service about conversations and their messages.
import { Type } from 'typebox'
import { defineEndpoint } from '../endpoint.ts'
import { Uuid } from '../envelope.ts'
import { Actor, Appended, Cursor, Limit, MinSeq, NextCursor } from '../page.ts'
import { ConversationChange } from './change.ts'
import { ConversationView } from './conversation.views.ts'
import { ConversationOrder, InboxFilter } from './filter.ts'
import { MessageView } from './message.views.ts'

const service = 'inbox'
const refusals = ['conversation_not_found', 'cursor_invalid', 'read_model_behind', 'filter_invalid']

/**
 * Conversations that have a message and pass the filter. With `ids`, exactly those (unknown ones left out, also those
 * without a message), unpaged. `contacts: true` lists everyone known, with or without messages, by name.
 */
export const listConversations = defineEndpoint({
  service,
  name: 'list_conversations',
  request: Type.Object({
    workspace: Uuid,
    filter: InboxFilter,
    order: Type.Optional(ConversationOrder),
    contacts: Type.Optional(Type.Boolean()),
    ids: Type.Optional(Type.Array(Uuid, { maxItems: 100 })),
    cursor: Type.Optional(Cursor),
    limit: Limit,
    minSeq: Type.Optional(MinSeq),
  }),
  response: Type.Object({
    conversations: Type.Array(ConversationView),
    /**
     * Where words are searched: of each conversation the newest message that has them; of one that was found by its name
     * or number none.
     */
    hits: Type.Optional(Type.Array(MessageView)),
    nextCursor: NextCursor,
  }),
  refusals,
})
/** How many conversations stand in each queue, for one account, and behind each label. Counts stop at 10,000. */
export const countConversations = defineEndpoint({
  service,
  name: 'count_conversations',
  request: Type.Object({ workspace: Uuid, account: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: Type.Object({
    /** Open, assigned to the account. */
    mine: Type.Integer(),
    /** Open, assigned to nobody. */
    unassigned: Type.Integer(),
    /** Open. */
    open: Type.Integer(),
    needsReply: Type.Integer(),
    snoozed: Type.Integer(),
    resolved: Type.Integer(),
    unread: Type.Integer(),
    /** Open, by the label's id; labels without any are left out. */
    labels: Type.Record(Type.String(), Type.Integer()),
  }),
  refusals,
})
export const getConversation = defineEndpoint({
  service,
  name: 'get_conversation',
  request: Type.Object({ workspace: Uuid, conversationId: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: ConversationView,
  refusals,
})
/**
 * Messages of one conversation, newest first; `nextCursor` goes back in time. `around`: the page has this message in
 * its middle. `after`: a `newerCursor`, goes forward in time.
 */
export const listMessages = defineEndpoint({
  service,
  name: 'list_messages',
  request: Type.Object({
    workspace: Uuid,
    conversationId: Uuid,
    cursor: Type.Optional(Cursor),
    after: Type.Optional(Cursor),
    around: Type.Optional(Uuid),
    limit: Limit,
    minSeq: Type.Optional(MinSeq),
  }),
  response: Type.Object({
    messages: Type.Array(MessageView),
    nextCursor: NextCursor,
    /** Null: there is nothing newer. */
    newerCursor: NextCursor,
  }),
  refusals: [...refusals, 'message_not_found'],
})
export const getMessage = defineEndpoint({
  service,
  name: 'get_message',
  request: Type.Object({
    workspace: Uuid,
    conversationId: Uuid,
    messageId: Uuid,
    minSeq: Type.Optional(MinSeq),
  }),
  response: MessageView,
  refusals: [...refusals, 'message_not_found'],
})
/** Messages that pass the filter, in conversations that pass it, newest first. */
export const searchMessages = defineEndpoint({
  service,
  name: 'search_messages',
  request: Type.Object({
    workspace: Uuid,
    filter: InboxFilter,
    /** Only in this conversation. */
    conversationId: Type.Optional(Uuid),
    cursor: Type.Optional(Cursor),
    limit: Limit,
    minSeq: Type.Optional(MinSeq),
  }),
  response: Type.Object({
    hits: Type.Array(Type.Object({ message: MessageView, conversation: ConversationView })),
    nextCursor: NextCursor,
  }),
  refusals,
})
export const markRead = defineEndpoint({
  service,
  name: 'mark_read',
  needs: 'agent',
  request: Type.Object({
    ...Actor.properties,
    conversationId: Uuid,
    upToSequence: Type.Integer({ minimum: 1 }),
  }),
  response: Appended,
  refusals,
})
/** Changes one conversation; see `ConversationChange` for what is refused. */
export const changeConversation = defineEndpoint({
  service,
  name: 'change_conversation',
  needs: 'agent',
  request: Type.Object({ ...Actor.properties, conversationId: Uuid, change: ConversationChange }),
  response: Appended,
  refusals: [
    ...refusals,
    'already_claimed',
    'assignee_not_found',
    'label_not_found',
    'too_many_labels',
    'snooze_invalid',
    'name_invalid',
  ],
})
/** Writes a note that only colleagues see. `noteId` is made by the caller: the same id twice is one note. */
export const addNote = defineEndpoint({
  service,
  name: 'add_note',
  needs: 'agent',
  request: Type.Object({
    ...Actor.properties,
    conversationId: Uuid,
    noteId: Uuid,
    text: Type.String({ minLength: 1, maxLength: 4096 }),
    mentions: Type.Array(Uuid, { maxItems: 20 }),
  }),
  response: Appended,
  refusals: [...refusals, 'note_invalid'],
})
/**
 * Erases everything about the person of a conversation in the whole workspace, for good: under each number that knows
 * them by the same phone number or hidden id. Quiet when it is done already; `unavailable` where the session service
 * cannot say who they are.
 */
export const eraseContact = defineEndpoint({
  service,
  name: 'erase_contact',
  needs: 'owner',
  request: Type.Object({ ...Actor.properties, conversationId: Uuid }),
  response: Appended,
  refusals: [...refusals, 'group_not_erasable'],
})
