// Does the thread show every message once, complete, and with a status that only moves forwards?
import { requested } from '@indoshopster/contracts/gateway/send.examples'
import {
  delivered,
  exampleChat,
  exampleMessage,
  failed,
  queued,
  read,
  received,
  sent,
  undecryptable,
} from '@indoshopster/contracts/session/message.examples'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import { describe, expect, test } from 'vitest'
import { messageThread } from './message-thread.projection.ts'

type Event = Parameters<typeof messageThread.key>[0]
const row = (...events: Event[]) => rowsOf(messageThread, events).get(exampleMessage(1))

describe('message thread', () => {
  test('shows a received message with its words and WhatsApp time', () => {
    expect(row(received({ sequence: 7, text: 'Halo', sentAt: '2026-01-15T11:59:00.000Z' }))).toMatchObject({
      conversation_id: exampleChat,
      direction: 'incoming',
      content: { kind: 'text', text: 'Halo' },
      missing: null,
      status: 'received',
      author: null,
      at: '2026-01-15T11:59:00.000Z',
      sequence: 7,
    })
  })

  test('shows what was typed on our own phone as sent by the phone', () => {
    expect(row(received({ direction: 'outgoing' }))).toMatchObject({
      direction: 'outgoing',
      author: 'phone',
      status: 'sent',
    })
  })

  test('shows an agent’s request at once as accepted', () => {
    expect(row(requested({ sequence: 3, text: 'Siap' }))).toMatchObject({
      conversation_id: exampleChat,
      status: 'accepted',
      content: { kind: 'text', text: 'Siap' },
      author: requested().data.origin.kind === 'agent' ? '000000ac-0000-7000-8000-000000000001' : '',
      sequence: 3,
    })
  })

  test('keeps a request to a phone number out of every thread until its chat is known', () => {
    const request = requested({ sequence: 3, chatId: null })
    expect(row(request)).toMatchObject({ conversation_id: null, author: 'api:key1' })
    expect(row(request, queued({ sequence: 9 }))).toMatchObject({
      conversation_id: exampleChat,
      status: 'queued',
      author: 'api:key1',
      at: request.time,
      sequence: 9,
    })
  })

  test('keeps the place of a request to a known chat when it is queued', () => {
    expect(row(requested({ sequence: 3 }), queued({ sequence: 9 }))).toMatchObject({
      status: 'queued',
      sequence: 3,
    })
  })

  test('moves a status forwards', () => {
    const story = [requested({ sequence: 1 }), queued({ sequence: 2 }), sent({ sequence: 3 })]
    expect(row(...story)).toMatchObject({ status: 'sent' })
    expect(row(...story, delivered({ sequence: 4 }))).toMatchObject({ status: 'delivered' })
    expect(row(...story, delivered({ sequence: 4 }), read({ sequence: 5 }))).toMatchObject({ status: 'read' })
  })

  test('never moves a status backwards', () => {
    const story = [requested({ sequence: 1 }), read({ sequence: 2 })]
    expect(
      row(...story, delivered({ sequence: 3 }), sent({ sequence: 4 }), queued({ sequence: 5 })),
    ).toMatchObject({
      status: 'read',
    })
  })

  test('says why a send failed', () => {
    expect(row(requested({ sequence: 1 }), failed({ sequence: 2, reason: 'no_server_ack' }))).toMatchObject({
      status: 'failed',
      failure: 'no_server_ack',
    })
  })

  test('does not call a sent message failed', () => {
    expect(row(requested({ sequence: 1 }), sent({ sequence: 2 }), failed({ sequence: 3 }))).toMatchObject({
      status: 'sent',
      failure: null,
    })
  })

  test('believes a late delivery more than a failure', () => {
    expect(
      row(requested({ sequence: 1 }), failed({ sequence: 2 }), delivered({ sequence: 3 })),
    ).toMatchObject({
      status: 'delivered',
      failure: null,
    })
  })

  test('keeps an incoming message received whatever is told of it', () => {
    expect(row(received({ sequence: 1 }), failed({ sequence: 2 }))).toMatchObject({
      status: 'received',
      failure: null,
    })
  })

  test('replaces a placeholder by the recovered message, at its old place', () => {
    const placeholder = undecryptable({ sequence: 4 })
    expect(row(placeholder)).toMatchObject({ content: null, missing: 'undecryptable', sequence: 4 })
    expect(row(placeholder, received({ sequence: 8, recovered: true, text: 'Halo' }))).toMatchObject({
      content: { kind: 'text', text: 'Halo' },
      missing: null,
      sequence: 4,
    })
  })

  test('lets nothing overwrite a good message', () => {
    const good = received({ sequence: 1, text: 'asli' })
    const later = [undecryptable({ sequence: 2 }), received({ sequence: 3, text: 'lain', recovered: true })]
    expect(row(good, ...later)).toEqual(row(good))
  })

  test('shows a message whose key was destroyed as erased', () => {
    expect(row(received({ sealed: null }))).toMatchObject({ content: null, missing: 'erased' })
    expect(row(requested({ sealed: null }))).toMatchObject({ content: null, missing: 'erased' })
    expect(row(undecryptable({ sealed: null }))).toMatchObject({ content: null, missing: 'erased' })
  })

  test('tells nothing of an outcome whose message it does not know', () => {
    expect(row(delivered())).toBeUndefined()
  })
})
