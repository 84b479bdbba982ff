// Owns the rules of what the app hears when conversations, labels and people change.
import { describe, expect, it } from 'vitest'
import { conversationsGone, isErasure, placeWanted } from './frames.model.ts'
import {
  base,
  accountId,
  at,
  chatId,
  contactId,
  content,
  event,
  frames,
  messageId,
  sessionId,
  told,
} from './testing.ts'

describe('live frames of changes', () => {
  it.each([
    [
      'inbox.conversation_read.v1',
      { conversationId: chatId, upToSequence: 1, by: 'x' },
      { type: 'conversation', conversationId: chatId },
    ],
    [
      'inbox.label_applied.v1',
      { conversationId: chatId, labelId: contactId, by: 'x' },
      { type: 'conversation', conversationId: chatId },
    ],
    [
      'inbox.conversation_marked_unread.v1',
      { conversationId: chatId, by: 'x' },
      { type: 'conversation', conversationId: chatId },
    ],
    [
      'inbox.contact_renamed.v1',
      { conversationId: chatId, by: 'x', sealed: { name: 'Pak Budi' } },
      { type: 'conversation', conversationId: chatId },
    ],
    [
      'session.contact_changed.v1',
      { sessionId, chatId, contactId, sealed: null },
      { type: 'conversation', conversationId: chatId },
    ],
    [
      'session.message_received.v1',
      {
        ...base,
        contactId,
        direction: 'incoming',
        sentAt: at,
        recovered: false,
        imported: true,
        sealed: null,
      },
      { type: 'conversation', conversationId: chatId },
    ],
    [
      'session.message_edited.v1',
      { ...base, contactId, by: 'contact', editedAt: at, sealed: { content } },
      { type: 'message_changed', conversationId: chatId, messageId },
    ],
    [
      'session.message_revoked.v1',
      { ...base, contactId, by: 'contact', revokedAt: at },
      { type: 'message_changed', conversationId: chatId, messageId },
    ],
    [
      'session.message_reacted.v1',
      { ...base, contactId, by: 'us', reactedAt: at, sealed: { emoji: null } },
      { type: 'message_changed', conversationId: chatId, messageId },
    ],
    [
      'session.media_failed.v1',
      { ...base, mediaId: contactId, reason: 'media_gone' },
      { type: 'message_changed', conversationId: chatId, messageId },
    ],
    ['inbox.label_created.v1', {}, { type: 'labels' }],
    ['inbox.label_deleted.v1', {}, { type: 'labels' }],
    ['inbox.view_edited.v1', {}, { type: 'views' }],
    ['staff.account_changed.v1', {}, { type: 'staff' }],
    ['staff.account_renamed.v1', {}, { type: 'staff' }],
    ['staff.invitation_made.v1', {}, { type: 'staff' }],
    ['templating.template_edited.v1', {}, { type: 'templates' }],
    ['templating.template_deleted.v1', {}, { type: 'templates' }],
    ['api-keys.key_revoked.v1', {}, { type: 'api_keys' }],
    ['session.removed.v1', { sessionId, by: 'x' }, { type: 'reload' }],
  ])('tells %s', (type, data, frame) => {
    expect(told(type, data)).toEqual({ ...frame, sequence: 42 })
  })

  it.each(['session.connected.v1', 'staff.workspace_created.v1', 'somebody.something_new.v9'])(
    'says nothing of %s',
    (type) => {
      expect(told(type, {})).toBeNull()
    },
  )

  it('tells what a colleague did as a change of the row and a line of the thread, which resumes after both', () => {
    const assigned = event('inbox.conversation_assigned.v1', {
      conversationId: chatId,
      assignee: accountId,
      by: contactId,
    })
    const own = { ...assigned, id: messageId }
    expect(placeWanted(own)).toBe(chatId)
    expect(frames(own, null, sessionId)).toMatchObject([
      { type: 'conversation', conversationId: chatId },
      {
        type: 'message',
        message: {
          id: messageId,
          direction: 'internal',
          content: { kind: 'activity', what: 'assigned', assignee: accountId, until: null },
          author: contactId,
        },
      },
    ])
    expect(frames(own)).toMatchObject([
      { type: 'conversation' },
      { type: 'message_changed', conversationId: chatId, messageId },
    ])
  })

  it.each([
    ['inbox.conversation_assigned.v1', { assignee: null }, { what: 'unassigned' }],
    ['inbox.conversation_snoozed.v1', { until: at }, { what: 'snoozed', until: at }],
    ['inbox.conversation_resolved.v1', {}, { what: 'resolved' }],
    ['inbox.conversation_reopened.v1', {}, { what: 'reopened' }],
  ])('tells %s as a line of the thread', (type, more, content) => {
    const own = { ...event(type, { conversationId: chatId, by: accountId, ...more }), id: messageId }
    expect(frames(own, null, sessionId)[1]).toMatchObject({
      message: { content: { kind: 'activity', ...content } },
    })
  })

  it('tells a note, and only that there was one when it was erased', () => {
    const data = { conversationId: chatId, noteId: messageId, mentions: [accountId], by: contactId }
    const written = event('inbox.note_added.v1', { ...data, sealed: { text: 'tagih besok' } })
    expect(placeWanted(written)).toBe(chatId)
    expect(frames(written, null, sessionId)).toMatchObject([
      {
        type: 'message',
        message: {
          id: messageId,
          direction: 'internal',
          author: contactId,
          content: { kind: 'note', text: 'tagih besok', mentions: [accountId] },
        },
      },
    ])
    const erased = event('inbox.note_added.v1', { ...data, sealed: null })
    expect(frames(erased, null, sessionId)).toMatchObject([{ message: { content: null, missing: 'erased' } }])
  })

  it('tells a merge: where the messages are now, and whose frames are to be forgotten', () => {
    const merged = event('session.chat_merged.v1', {
      sessionId,
      chatId,
      contactId,
      mergedChatId: messageId,
      mergedContactId: accountId,
    })
    expect(frames(merged)).toEqual([
      { type: 'conversation', sequence: 42, conversationId: chatId },
      { type: 'conversation_gone', sequence: 42, conversationId: messageId, movedTo: chatId },
      { type: 'contact_gone', sequence: 42, contactId: accountId, movedTo: contactId },
    ])
    expect(conversationsGone(merged)).toEqual([messageId])
    expect(isErasure(merged)).toBe(false)
  })

  it('tells an erasure: of the conversation, and of what the person said in groups', () => {
    const erased = event('inbox.contact_erased.v1', {
      conversationId: chatId,
      sessionId,
      contactId,
      by: 'x',
    })
    expect(frames(erased)).toEqual([
      { type: 'conversation_gone', sequence: 42, conversationId: chatId, movedTo: null },
      { type: 'contact_gone', sequence: 42, contactId, movedTo: null },
    ])
    expect(conversationsGone(erased)).toEqual([chatId])
    expect(isErasure(erased)).toBe(true)
  })
})
