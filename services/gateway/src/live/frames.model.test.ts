// Owns the rules of what the app hears of an event.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { frameOf, requestWanted } from './frames.model.ts'

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
const told = (type: string, data: unknown, request: SendRequested | null = null) => {
  const frame = frameOf(event(type, data), request)
  expect(frame === null || Check(LiveFrame, frame)).toBe(true)
  return frame
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
    expect(frameOf(accepted, null)).toMatchObject({
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
    expect(frameOf(accepted, null)).toBeNull()
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
    ['templating.template_edited.v1', {}, { type: 'templates' }],
    ['templating.template_deleted.v1', {}, { type: 'templates' }],
    ['api-keys.key_revoked.v1', {}, { type: 'api_keys' }],
    ['session.removed.v1', { sessionId, by: 'x' }, { type: 'reload' }],
  ])('tells %s', (type, data, frame) => {
    expect(told(type, data)).toEqual({ ...frame, sequence: 42 })
  })

  it.each(['session.connected.v1', 'staff.account_created.v1', 'somebody.something_new.v9'])(
    'says nothing of %s',
    (type) => {
      expect(told(type, {})).toBeNull()
    },
  )
})
