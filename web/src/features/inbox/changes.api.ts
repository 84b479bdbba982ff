// Owns the calls that change conversations: one at a time, many at once, and erasing a contact.
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { ChangesDone, ConversationOpened } from '@indoshopster/contracts/web-api/inbox'
import { request } from '../../api/request.ts'

interface Appended {
  sequence: number
}

/** Makes one change; 0 as the sequence when nothing had to change. */
export const changeConversation = (id: string, change: ConversationChange) =>
  request<Appended>(`/app/conversations/${id}/changes`, { method: 'POST', body: change })

/**
 * Makes one change to at most a hundred conversations; each has its own outcome. `upTo`: what of each was on the screen.
 */
export const changeConversations = (
  ids: readonly string[],
  change: ConversationChange,
  upTo?: readonly number[],
) => request<ChangesDone>('/app/conversations/changes', { method: 'POST', body: { ids, change, upTo } })

/** Erases the contact of a conversation for good; owners only. */
export const eraseContact = (conversationId: string) =>
  request<Appended>(`/app/conversations/${conversationId}/contact`, { method: 'DELETE' })

/** The conversation of one of our numbers with a number as people type it. */
export const openConversation = (sessionId: string, phone: string) =>
  request<ConversationOpened>('/app/conversations', { method: 'POST', body: { sessionId, phone } })

/** One conversation, as new as `minSeq`; also one without messages. */
export const fetchConversation = (id: string, minSeq = 0) =>
  request<ConversationView>(`/app/conversations/${id}`, { query: { min_seq: minSeq || undefined } })
