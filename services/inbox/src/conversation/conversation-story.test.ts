// Does the list tell who waits, what is open, whose it is and under which name, through a conversation's whole life?
import { exampleId, exampleTime } from '@indoshopster/contracts/examples'
import { requested } from '@indoshopster/contracts/gateway/send.examples'
import { conversationSeen, ofConversation } from '@indoshopster/contracts/inbox/conversation.examples'
import { contactTold, forgotten, groupTold, merged } from '@indoshopster/contracts/session/chat.examples'
import {
  edited,
  exampleChat,
  exampleContact,
  exampleCorrespondent,
  exampleMessage,
  failed,
  queued,
  received,
  revoked,
  sent,
} from '@indoshopster/contracts/session/message.examples'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import { describe, expect, test } from 'vitest'
import { conversationList, type ListedEvent } from './conversation-list.projection.ts'
import { conversationView } from './conversation-view.model.ts'

const rows = (...events: ListedEvent[]) => rowsOf(conversationList, events)
const row = (...events: ListedEvent[]) => rows(...events).get(exampleChat)
const incoming = (sequence: number, more: Parameters<typeof received>[0] = {}) =>
  received({ sequence, text: `pesan ${sequence}`, messageId: exampleMessage(sequence), ...more })
const reply = (sequence: number) => requested({ sequence, messageId: exampleMessage(sequence), text: 'Siap' })
const resolved = (sequence: number) => ofConversation('inbox.conversation_resolved.v1', {}, sequence)
const snoozed = (sequence: number, until: string) =>
  ofConversation('inbox.conversation_snoozed.v1', { until }, sequence)
const applied = (sequence: number, labelId: string) =>
  ofConversation('inbox.label_applied.v1', { labelId }, sequence)

describe('who waits', () => {
  test('waits since the first message after our last one', () => {
    expect(row(incoming(1), incoming(2))).toMatchObject({ waiting_since: exampleTime(1) })
    expect(row(incoming(1), reply(2))).toMatchObject({ waiting_since: null })
    expect(row(incoming(1), reply(2), incoming(3))).toMatchObject({ waiting_since: exampleTime(3) })
  })

  test('is answered also from the phone and by the API', () => {
    expect(row(incoming(1), incoming(2, { direction: 'outgoing' }))).toMatchObject({ waiting_since: null })
    expect(row(incoming(1), queued({ sequence: 2, messageId: exampleMessage(2) }))).toMatchObject({
      waiting_since: null,
    })
  })

  test('waits again when the answer failed, unless another one went out', () => {
    const lost = failed({ sequence: 3, messageId: exampleMessage(2) })
    expect(row(incoming(1), reply(2), lost)).toMatchObject({ waiting_since: exampleTime(1) })
    const went = sent({ sequence: 3, messageId: exampleMessage(2) })
    expect(row(incoming(1), reply(2), went, { ...lost, id: exampleId(77), sequence: 4 })).toMatchObject({
      waiting_since: null,
    })
  })

  test('waits no more once it is resolved, and again since then when that is taken back', () => {
    const seen = (...events: ListedEvent[]) => {
      const found = row(...events)
      return found && conversationView(found, { now: 0, labels: new Set() })
    }
    expect(seen(incoming(1), resolved(2))).toMatchObject({ waitingSince: null, state: 'resolved' })
    const reopened = ofConversation('inbox.conversation_reopened.v1', {}, 3)
    expect(seen(incoming(1), resolved(2), reopened)).toMatchObject({
      waitingSince: exampleTime(1),
      state: 'open',
    })
    expect(row(incoming(1), resolved(2), incoming(3))).toMatchObject({ waiting_since: exampleTime(3) })
  })
})

describe('what is open', () => {
  test('stays open where the customer wrote what whoever closed it had not before them', () => {
    const open = { resolved: false, snoozed_until: null, unread_count: 2 }
    const upTo = (upToSequence: number) =>
      ofConversation('inbox.conversation_resolved.v1', { upToSequence }, 3)
    expect(row(incoming(1), incoming(2), upTo(1))).toMatchObject(open)
    expect(row(incoming(1), incoming(2), upTo(2))).toMatchObject({ resolved: true })
    const until = exampleTime(9000)
    const asideUpTo = (upToSequence: number) =>
      ofConversation('inbox.conversation_snoozed.v1', { until, upToSequence }, 3)
    expect(row(incoming(1), incoming(2), asideUpTo(1))).toMatchObject(open)
    expect(row(incoming(1), incoming(2), asideUpTo(2))).toMatchObject({ snoozed_until: until })
  })

  test('a live message opens what was resolved or snoozed', () => {
    for (const closed of [resolved(2), snoozed(2, exampleTime(9000))]) {
      expect(row(incoming(1), closed, incoming(3))).toMatchObject({ resolved: false, snoozed_until: null })
    }
  })

  test('the past opens nothing, is not unread and nobody waits for it', () => {
    const past = incoming(3, { imported: true, sentAt: '2025-01-01T00:00:00.000Z' })
    expect(row(incoming(1), resolved(2), past)).toMatchObject({
      resolved: true,
      unread: [1],
      waiting_since: exampleTime(1),
      preview: { text: 'pesan 1' },
      last_sequence: 3,
    })
    expect(row(past)).toMatchObject({
      unread: [],
      preview: { text: 'pesan 3' },
      last_message_at: '2025-01-01T00:00:00.000Z',
    })
  })

  test('a snooze is over when its time is', () => {
    const found = row(incoming(1), snoozed(2, exampleTime(100)))
    const at = (second: number) =>
      found && conversationView(found, { now: Date.parse(exampleTime(second)), labels: new Set() })
    expect(at(99)).toMatchObject({ state: 'snoozed', snoozedUntil: exampleTime(100) })
    expect(at(100)).toMatchObject({ state: 'open', snoozedUntil: null })
  })
})

describe('the line', () => {
  test('does not repeat what its author took back, also when it was changed before', () => {
    const change = { messageId: exampleMessage(1), by: 'contact' as const }
    const gone = { preview: { kind: 'revoked', text: null } }
    expect(row(incoming(1), revoked({ ...change, sequence: 2 }))).toMatchObject(gone)
    const late = edited({ ...change, sequence: 3 })
    expect(row(incoming(1), revoked({ ...change, sequence: 2 }), late)).toMatchObject(gone)
    const forged = revoked({ ...change, by: 'us', sequence: 2 })
    expect(row(incoming(1), forged)).toMatchObject({ preview: { text: 'pesan 1' } })
  })

  test('keeps the message that was said last, whenever the others arrive', () => {
    const late = incoming(2, { sentAt: exampleTime(-500) })
    expect(row(incoming(1), late)).toMatchObject({
      preview: { text: 'pesan 1' },
      unread: [1, 2],
      last_sequence: 2,
    })
    const sameSecond = incoming(2, { sentAt: exampleTime(1) })
    expect(row(incoming(1), sameSecond)).toMatchObject({ preview: { text: 'pesan 2' } })
  })

  test('does not let a clock from the future stay on top', () => {
    const future = incoming(1, { sentAt: '2099-01-01T00:00:00.000Z' })
    expect(row(future, incoming(2))).toMatchObject({
      preview: { text: 'pesan 2' },
      last_message_at: exampleTime(2),
    })
  })

  test('changes with the message in it, by its author', () => {
    const change = { sequence: 2, messageId: exampleMessage(1), text: 'baru' }
    expect(row(incoming(1), edited(change))).toMatchObject({ preview: { text: 'baru' } })
    expect(row(incoming(1), edited({ ...change, by: 'us' }))).toMatchObject({ preview: { text: 'pesan 1' } })
  })

  test('shows no reaction of ours', () => {
    const content = { kind: 'reaction' as const, targetId: exampleMessage(1), emoji: '👍' }
    const reaction = requested({
      sequence: 2,
      messageId: exampleMessage(2),
      sealed: { phone: null, content },
    })
    expect(row(incoming(1), reaction)).toEqual(row(incoming(1)))
  })
})

describe('names', () => {
  const nameOf = (...events: ListedEvent[]) => {
    const found = row(...events)
    return found && conversationView(found, { now: 0, labels: new Set() }).name
  }

  test('staff’s before the phone book’s before the person’s own', () => {
    const given = (name: string | null, sequence: number) =>
      ofConversation('inbox.contact_renamed.v1', { sealed: { name } }, sequence)
    expect(nameOf(incoming(1))).toBe('Budi Santoso')
    expect(nameOf(incoming(1), contactTold({ sequence: 2 }))).toBe('Bu Siti Toko')
    expect(nameOf(incoming(1), contactTold({ sequence: 2 }), given('Ibu S', 3))).toBe('Ibu S')
    expect(nameOf(incoming(1), contactTold({ sequence: 2 }), given('Ibu S', 3), given(null, 4))).toBe(
      'Bu Siti Toko',
    )
  })

  test('a contact is there before it has a message, and a group under its subject', () => {
    expect(row(contactTold())).toMatchObject({ preview: null, last_sequence: 0, sort_name: 'bu siti toko' })
    expect(nameOf(groupTold(), incoming(2, { chatKind: 'group' }))).toBe('Reseller Jawa')
    expect(row(incoming(1, { chatKind: 'group' }))).toMatchObject({
      contact_id: exampleChat,
      push_name: null,
    })
  })

  test('are short and can be searched, whatever a stranger calls himself', () => {
    const name = '<b>"\u202e😀'.repeat(2000)
    const stranger = incoming(1, {
      sealed: { content: { kind: 'text', text: 'hai' }, correspondent: { ...exampleCorrespondent, name } },
    })
    expect([...(row(stranger)?.push_name ?? '')]).toHaveLength(100)
    expect(row(stranger)?.words).toContain('6281234567890')
  })
})

describe('merge', () => {
  const second = { chatId: exampleId(2, 0xc), contactId: exampleId(2, 0xf) }

  test('gives everything of one to the other, and leaves a signpost', () => {
    const label = exampleId(1, 0x1)
    const story = [
      incoming(1),
      conversationSeen({ sequence: 2, upToSequence: 1 }),
      applied(3, label),
      resolved(4),
      incoming(5, { ...second, text: 'dari LID' }),
      merged({ sequence: 6 }),
    ]
    expect(row(...story)).toMatchObject({
      contact_id: exampleContact,
      unread: [5],
      labels: [label],
      resolved: false,
      waiting_since: exampleTime(5),
      preview: { text: 'dari LID' },
      last_sequence: 5,
      own_sequence: 4,
    })
    const signpost = rows(...story).get(second.chatId)
    expect(signpost).toMatchObject({ merged_into: exampleChat })
    expect(rows(...story, merged({ sequence: 7 })).get(exampleChat)).toEqual(row(...story))
  })

  test('makes the kept one when only the other was known', () => {
    expect(row(incoming(1, { ...second, text: 'satu' }), merged({ sequence: 2 }))).toMatchObject({
      preview: { text: 'satu' },
      unread: [1],
    })
  })

  test('of unknown chats makes nothing', () => {
    expect(rows(merged()).size).toBe(0)
  })
})

describe('erasure', () => {
  test('leaves when something was said, and nobody', () => {
    const data = { sessionId: exampleId(1, 0x5), contactId: exampleContact }
    const erased = ofConversation('inbox.contact_erased.v1', data, 3)
    const story = [incoming(1), contactTold({ sequence: 2 }), erased]
    const gone = {
      push_name: null,
      book_name: null,
      phone: null,
      words: '',
      sort_name: '',
      preview: { kind: 'erased', text: null },
      last_message_at: exampleTime(1),
      unread_count: 0,
      waiting_since: null,
      erased: true,
    }
    expect(row(...story)).toMatchObject(gone)
    expect(row(...story, contactTold({ sequence: 4 }), forgotten({ sequence: 5 }))).toMatchObject(gone)
  })
})
