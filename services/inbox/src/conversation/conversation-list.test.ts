// Does the list show each conversation with the right line, badge and place?
import { requested } from '@indoshopster/contracts/gateway/send.examples'
import { conversationSeen } from '@indoshopster/contracts/inbox/conversation.examples'
import {
  delivered,
  edited,
  exampleChat,
  exampleMessage,
  queued,
  received,
  sent,
  undecryptable,
} from '@indoshopster/contracts/session/message.examples'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import { describe, expect, test } from 'vitest'
import { exampleTime } from '@indoshopster/contracts/examples'
import type { InboxEvent } from '../inbox-event.model.ts'
import { conversationList } from './conversation-list.projection.ts'
import { conversationView } from './conversation-view.model.ts'

const row = (...events: InboxEvent[]) => rowsOf(conversationList, events).get(exampleChat)
const incoming = (sequence: number, text = `pesan ${sequence}`) =>
  received({ sequence, text, messageId: exampleMessage(sequence) })

describe('conversation list', () => {
  test('begins a conversation with its first message', () => {
    expect(row(received({ sequence: 5, text: 'Halo *Kak*' }))).toMatchObject({
      push_name: 'Budi Santoso',
      phone: '6281234567890',
      preview: { kind: 'text', text: 'Halo Kak', direction: 'incoming', status: 'received' },
      unread: [5],
      unread_count: 1,
      last_sequence: 5,
    })
  })

  test('counts a received message as unread', () => {
    expect(row(incoming(1), incoming(2), incoming(3))).toMatchObject({ unread_count: 3, last_sequence: 3 })
  })

  test('does not count what was typed on our own phone', () => {
    expect(row(received({ direction: 'outgoing' }))).toMatchObject({
      unread_count: 0,
      preview: { direction: 'outgoing', status: 'sent' },
    })
  })

  test('counts a placeholder once, and not again when it is recovered', () => {
    const placeholder = undecryptable({ sequence: 1 })
    expect(row(placeholder)).toMatchObject({ unread: [1], preview: { kind: 'undecryptable', text: null } })
    expect(row(placeholder, received({ sequence: 2, recovered: true, text: 'Halo' }))).toMatchObject({
      unread: [1],
      preview: { kind: 'text', text: 'Halo' },
      last_sequence: 1,
    })
  })

  test('counts a message that comes live after its imported copy, wherever that one stands', () => {
    const copy = received({ sequence: 1, imported: true, text: 'Halo' })
    expect(row(copy)).toMatchObject({ unread: [], waiting_since: null })
    const live = received({ sequence: 3, sentAt: exampleTime(1), text: 'Halo' })
    const seen = { unread: [3], waiting_since: exampleTime(1), last_sequence: 3 }
    expect(row(copy, live)).toMatchObject({ ...seen, preview: { text: 'Halo' }, last_second: 1_768_478_401 })
    expect(row(copy, { ...live, sequence: 4, id: exampleMessage(9) }, live)).toMatchObject({ unread: [4] })
    const unreadable = undecryptable({ sequence: 3, sentAt: exampleTime(1) })
    expect(row(copy, unreadable)).toMatchObject({ ...seen, preview: { text: 'Halo' } })
    const changed = [copy, edited({ sequence: 2, text: 'Hai' })]
    expect(row(...changed, live)).toMatchObject({ ...seen, preview: { text: 'Hai' } })
  })

  test('takes an answer typed on the phone as one when it comes live after its imported copy', () => {
    const mine = { messageId: exampleMessage(2), direction: 'outgoing' as const, sentAt: exampleTime(2) }
    const story = [incoming(1), received({ sequence: 2, imported: true, ...mine })]
    expect(row(...story)?.waiting_since).toBe(exampleTime(1))
    expect(row(...story, received({ sequence: 3, ...mine }))).toMatchObject({
      waiting_since: null,
      unread: [1],
    })
  })

  test('shows nobody that a line was imported', () => {
    const copy = row(received({ sequence: 1, imported: true }))
    const view = copy && conversationView(copy, { now: 0, labels: new Set() })
    expect(view?.preview).toEqual({
      messageId: exampleMessage(1),
      kind: 'text',
      text: 'Halo, apakah masih ada?',
      direction: 'incoming',
      status: 'received',
    })
  })

  test('keeps the newer message in the line when an older one is recovered', () => {
    const story = [undecryptable({ sequence: 1 }), incoming(2, 'baru')]
    expect(row(...story, received({ sequence: 3, recovered: true }))).toMatchObject({
      preview: { text: 'baru' },
      last_sequence: 2,
      unread: [1, 2],
    })
  })

  test('reads exactly up to the message that was on the screen', () => {
    const story = [incoming(1), incoming(2), incoming(3)]
    expect(row(...story, conversationSeen({ sequence: 4, upToSequence: 2 }))).toMatchObject({
      unread: [3],
      unread_count: 1,
    })
  })

  test('leaves unread what came between the look and the click', () => {
    expect(row(incoming(1), incoming(2), conversationSeen({ sequence: 3, upToSequence: 1 }))).toMatchObject({
      unread: [2],
    })
  })

  test('keeps the newest 999 unread messages', () => {
    const story = Array.from({ length: 1200 }, (_, index) => incoming(index + 1))
    expect(row(...story)).toMatchObject({ unread_count: 999 })
    expect(row(...story, conversationSeen({ sequence: 1201, upToSequence: 1190 }))).toMatchObject({
      unread_count: 10,
    })
  })

  test('shows an agent’s request at once, without counting it', () => {
    const request = requested({ sequence: 2, messageId: exampleMessage(2), text: 'Siap' })
    expect(row(incoming(1), request)).toMatchObject({
      preview: { text: 'Siap', direction: 'outgoing', status: 'accepted' },
      last_sequence: 2,
      unread: [1],
    })
  })

  test('does not move up again when a shown request is queued', () => {
    const id = { messageId: exampleMessage(2) }
    const story = [incoming(1), requested({ sequence: 2, ...id }), incoming(3, 'menyusul')]
    expect(row(...story, queued({ sequence: 4, ...id }))).toMatchObject({
      preview: { text: 'menyusul' },
      last_sequence: 3,
    })
  })

  test('shows a request to a phone number when it is queued', () => {
    expect(row(queued({ sequence: 2, text: 'Pesanan dikirim' }))).toMatchObject({
      preview: { text: 'Pesanan dikirim', status: 'queued' },
      unread: [],
      last_sequence: 2,
    })
    expect(row(incoming(1), queued({ sequence: 2, messageId: exampleMessage(2) }))).toMatchObject({
      preview: { status: 'queued' },
      last_sequence: 2,
    })
  })

  test('moves the shown status with the outcomes of that very message', () => {
    const mine = { messageId: exampleMessage(2) }
    const story = [incoming(1), requested({ sequence: 2, ...mine }), queued({ sequence: 3, ...mine })]
    expect(row(...story, sent({ sequence: 4, ...mine }))).toMatchObject({ preview: { status: 'sent' } })
    expect(
      row(...story, sent({ sequence: 4, ...mine }), delivered({ sequence: 5, messageId: exampleMessage(9) })),
    ).toMatchObject({ preview: { status: 'sent' } })
  })

  test('forgets which requests were on their way once they have an outcome', () => {
    const mine = { messageId: exampleMessage(2) }
    const story = [incoming(1), requested({ sequence: 2, ...mine }), queued({ sequence: 3, ...mine })]
    expect(row(...story)?.requested).toEqual([mine.messageId])
    expect(row(...story, sent({ sequence: 4, ...mine }))?.requested).toEqual([])
  })

  test('keeps a name and a number when a later message tells none', () => {
    const told = { phone: null, name: null }
    const content = { kind: 'unsupported' as const, what: 'poll' }
    const later = received({
      sequence: 2,
      messageId: exampleMessage(2),
      sealed: { content, correspondent: told },
    })
    expect(row(incoming(1), later)).toMatchObject({
      push_name: 'Budi Santoso',
      phone: '6281234567890',
      preview: { kind: 'unsupported', what: 'poll', text: null },
    })
  })

  test('shows an erased message without words', () => {
    expect(row(received({ sealed: null }))).toMatchObject({
      push_name: null,
      phone: null,
      preview: { kind: 'erased', text: null },
    })
  })

  test('opens no conversation for an outcome or a look alone', () => {
    expect(row(sent(), conversationSeen({ sequence: 2 }))).toBeUndefined()
  })
})
