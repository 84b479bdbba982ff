// Owns the rules of what the app hears of an event.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { conversationsGone, framesOf, placeWanted, requestWanted } from './frames.model.ts'

const [sessionId, chatId, messageId, contactId, accountId] = [1, 2, 3, 4, 5].map(
  (n) => `00000000-0000-7000-8000-00000000000${n}`,
)
const content = { kind: 'text' as const, text: 'Halo' }
const correspondent = { phone: '628123', name: 'Budi' }
const base = { sessionId, chatId, messageId }
const at = '2026-11-23T02:00:00.000Z'

const event = (type: string, data: unknown): RecordedEvent => ({
  specversion: '1.0',
  id: 'e',
  source: 'test',
  type,
  subject: 's',
  time: '2026-11-23T02:00:09.000Z',
  workspace: 'w',
  correlationid: 'e',
  causationid: 'e',
  sequence: 42,
  data,
})
const frames = (one: RecordedEvent, request: SendRequested | null = null, session: string | null = null) => {
  const all = framesOf(one, { request, sessionId: session })
  for (const frame of all) expect(Check(LiveFrame, frame)).toBe(true)
  return all
}
/** The one frame of an event; null: none. */
const told = (type: string, data: unknown, request: SendRequested | null = null) => {
  const all = frames(event(type, data), request)
  expect(all.length).toBeLessThan(2)
  return all[0] ?? null
}
const request = (data: object) =>
  // The builder's data is what the contract asks for.
  event('gateway.send_requested.v1', {
    ...base,
    wireId: '3EB0',
    fingerprint: 'f',
    sealed: { phone: null, content },
    ...data,
  }) as SendRequested
const reply = () => request({ origin: { kind: 'agent', accountId } })
const apiSend = () =>
  request({ chatId: null, origin: { kind: 'api', keyId: 'KEY', templateId: 1, templateVersion: 1 } })

describe('live frames', () => {
  it('tells an incoming message', () => {
    const data = { ...base, contactId, direction: 'incoming', sentAt: at, recovered: false }
    expect(told('session.message_received.v1', { ...data, sealed: { content, correspondent } })).toEqual({
      type: 'message',
      sequence: 42,
      message: {
        id: messageId,
        conversationId: chatId,
        sessionId,
        direction: 'incoming',
        content,
        missing: null,
        status: 'received',
        failure: null,
        author: null,
        sender: null,
        quote: null,
        mediaState: null,
        mediaFailure: null,
        reactions: [],
        edits: [],
        revokedAt: null,
        at,
        sequence: 42,
      },
    })
  })

  it('tells a message typed on the own phone as sent by it', () => {
    const data = { ...base, contactId, direction: 'outgoing', sentAt: at, recovered: false }
    expect(
      told('session.message_received.v1', { ...data, sealed: { content, correspondent } }),
    ).toMatchObject({
      message: { direction: 'outgoing', status: 'sent', author: 'phone' },
    })
  })

  it('tells an undecryptable message as a placeholder, and an erased one as erased', () => {
    const data = { ...base, contactId, sentAt: at }
    expect(told('session.message_undecryptable.v1', { ...data, sealed: { correspondent } })).toMatchObject({
      message: { content: null, missing: 'undecryptable', direction: 'incoming' },
    })
    const erased = { ...data, direction: 'incoming', recovered: false, sealed: null }
    expect(told('session.message_received.v1', erased)).toMatchObject({
      message: { content: null, missing: 'erased' },
    })
  })

  it('tells a reply when it is accepted, and only its status from then on', () => {
    const accepted = reply()
    expect(frames(accepted)[0]).toMatchObject({
      type: 'message',
      message: { id: messageId, status: 'accepted', author: accountId, content, direction: 'outgoing' },
    })
    const queued = { ...base, contactId, sealed: { content, correspondent } }
    expect(told('session.message_queued.v1', queued, accepted)).toMatchObject({
      type: 'message_status',
      messageId,
      conversationId: chatId,
      status: 'queued',
    })
  })

  it('tells a send to a phone number when its chat is known, by whom and since when', () => {
    const accepted = { ...apiSend(), time: at }
    expect(frames(accepted)).toEqual([])
    const queued = { ...base, contactId, sealed: { content, correspondent } }
    expect(told('session.message_queued.v1', queued, accepted)).toMatchObject({
      type: 'message',
      message: { status: 'queued', author: 'api:KEY', content, at, sequence: 42 },
    })
    expect(requestWanted(event('session.message_queued.v1', queued))).toEqual({
      lane: sessionId,
      entity: messageId,
    })
  })

  it.each([
    ['sent', { sentAt: at }],
    ['delivered', { deliveredAt: at }],
    ['read', { readAt: at }],
  ])('tells %s with its own time', (status, time) => {
    expect(told(`session.message_${status}.v1`, { ...base, ...time })).toEqual({
      type: 'message_status',
      sequence: 42,
      conversationId: chatId,
      messageId,
      status,
      failure: null,
      at,
    })
  })

  it('tells why a send failed', () => {
    const data = { ...base, reason: 'recipient_not_on_whatsapp' }
    expect(told('session.message_failed.v1', data)).toMatchObject({
      status: 'failed',
      failure: 'recipient_not_on_whatsapp',
    })
  })

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
    [
      'inbox.contact_erased.v1',
      { conversationId: chatId, sessionId, contactId, by: 'x' },
      { type: 'conversation_gone', conversationId: chatId, movedTo: null },
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
    const own = { ...assigned, id: messageId ?? '' }
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
    const own = { ...event(type, { conversationId: chatId, by: accountId, ...more }), id: messageId ?? '' }
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
    ])
    expect(conversationsGone(merged)).toEqual([messageId])
    const erased = { conversationId: chatId, sessionId, contactId, by: 'x' }
    expect(conversationsGone(event('inbox.contact_erased.v1', erased))).toEqual([chatId])
  })

  it('tells no reaction and no deletion as a message of its own', () => {
    for (const asked of [
      { kind: 'reaction' as const, targetId: messageId ?? '', emoji: '👍' },
      { kind: 'revocation' as const, targetId: messageId ?? '' },
    ]) {
      const own = request({ origin: { kind: 'agent', accountId }, targetId: messageId })
      expect(frames({ ...own, data: { ...own.data, sealed: { phone: null, content: asked } } })).toEqual([])
      expect(frames({ ...own, data: { ...own.data, sealed: null } })).toEqual([])
    }
  })

  it('tells who wrote in a group, what was quoted, and that a file is still to come', () => {
    const media = { mediaId: contactId, mimetype: 'image/jpeg', bytes: 3, fileName: null }
    const picture = { ...media, width: null, height: null, seconds: null, thumbnail: null }
    const quote = { messageId, from: 'us', kind: 'text', excerpt: 'Masih ada' }
    const data = {
      ...base,
      contactId,
      direction: 'incoming',
      sentAt: at,
      recovered: false,
      chatKind: 'group',
    }
    const sealed = { content: { kind: 'image', media: picture, caption: null }, correspondent, quote }
    expect(told('session.message_received.v1', { ...data, sealed })).toMatchObject({
      message: { sender: { contactId, name: 'Budi', phone: '628123' }, quote, mediaState: 'pending' },
    })
  })

  it.each([
    ['2099-01-01T00:00:00.000Z', '2026-11-23T02:00:09.000Z'],
    ['1970-01-01T00:00:00.000Z', '2026-11-23T02:00:09.000Z'],
    ['2026-11-23T02:01:00.000Z', '2026-11-23T02:01:00.000Z'],
  ])('shows a message that claims to be of %s as of %s', (sentAt, shown) => {
    const data = { ...base, contactId, direction: 'incoming', sentAt, recovered: false }
    expect(
      told('session.message_received.v1', { ...data, sealed: { content, correspondent } }),
    ).toMatchObject({ message: { at: shown } })
  })
})
