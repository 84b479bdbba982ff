// Owns the rules of what the app hears of an event.
import { describe, expect, it } from 'vitest'
import { requestWanted } from './frames.model.ts'
import {
  base,
  accountId,
  at,
  chatId,
  contactId,
  content,
  correspondent,
  event,
  frames,
  messageId,
  request,
  sessionId,
  told,
} from './testing.ts'

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

  it('tells no reaction and no deletion as a message of its own', () => {
    for (const asked of [
      { kind: 'reaction' as const, targetId: messageId, emoji: '👍' },
      { kind: 'revocation' as const, targetId: messageId },
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
