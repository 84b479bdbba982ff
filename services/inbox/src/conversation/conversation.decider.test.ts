// Do staff's commands tell what is true, only when something changes, and refuse what cannot be?
import { exampleId, exampleTime } from '@indoshopster/contracts/examples'
import { exampleAccount } from '@indoshopster/contracts/gateway/send.examples'
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import { conversationSeen, ofConversation } from '@indoshopster/contracts/inbox/conversation.examples'
import {
  exampleChat,
  exampleContact,
  exampleMessage,
  received,
} from '@indoshopster/contracts/session/message.examples'
import { given } from '@indoshopster/event-sourcing/testing'
import { describe, expect, test } from 'vitest'
import { conversation } from './conversation.decider.ts'

const colleague = exampleId(2, 0xac)
const [paid, unpaid] = [exampleId(1, 0x1), exampleId(2, 0x1)]
const now = Date.parse(exampleTime(1000))
const known = { now, labels: new Set([paid, unpaid]), accounts: new Set([exampleAccount, colleague]) }
const change = (told: ConversationChange) => ({
  kind: 'change' as const,
  by: exampleAccount,
  change: told,
  ...known,
})
const markRead = (upToSequence: number) => ({ kind: 'read' as const, upToSequence, by: exampleAccount })
const note = (told = {}) => ({
  kind: 'note' as const,
  by: exampleAccount,
  noteId: exampleId(1, 0x9),
  text: 'Sudah transfer?',
  mentions: [],
  accounts: known.accounts,
  ...told,
})
const base = { conversationId: exampleChat, by: exampleAccount }
const two = [received({ sequence: 3 }), received({ sequence: 5, messageId: exampleMessage(2) })]
const group = received({ sequence: 1, chatKind: 'group' })
const assigned = (assignee: string | null) =>
  ofConversation('inbox.conversation_assigned.v1', { assignee }, 9)
const erased = ofConversation(
  'inbox.contact_erased.v1',
  { sessionId: received().data.sessionId, contactId: exampleContact },
  9,
)

describe('mark read', () => {
  test('tells that the conversation was read up to a message', () => {
    given(conversation, two)
      .when(markRead(4))
      .then([{ type: 'inbox.conversation_read.v1', data: { ...base, upToSequence: 4 } }])
  })

  test('refuses a conversation that is not there', () => {
    given(conversation).when(markRead(4)).thenRefuses('conversation_not_found')
  })

  test('stays quiet when nothing up to there is unread', () => {
    given(conversation, two).when(markRead(2)).thenNothing()
    given(conversation, [...two, conversationSeen({ sequence: 6, upToSequence: 5 })])
      .when(markRead(5))
      .thenNothing()
  })

  test('takes the mark off that a colleague has put on', () => {
    const marked = ofConversation('inbox.conversation_marked_unread.v1', {}, 7)
    const read = [...two, conversationSeen({ sequence: 6, upToSequence: 5 })]
    given(conversation, read)
      .when(change({ kind: 'mark_unread' }))
      .then([{ type: marked.type, data: base }])
    given(conversation, two)
      .when(change({ kind: 'mark_unread' }))
      .thenNothing()
    given(conversation, [...read, marked])
      .when(markRead(5))
      .then([{ type: 'inbox.conversation_read.v1', data: { ...base, upToSequence: 5 } }])
  })
})

describe('claim', () => {
  test('takes what is nobody’s', () => {
    given(conversation, two)
      .when(change({ kind: 'claim' }))
      .then([{ type: 'inbox.conversation_assigned.v1', data: { ...base, assignee: exampleAccount } }])
  })

  test('is refused when a colleague has it, and quiet when it is mine', () => {
    given(conversation, [...two, assigned(colleague)])
      .when(change({ kind: 'claim' }))
      .thenRefuses('already_claimed')
    given(conversation, [...two, assigned(exampleAccount)])
      .when(change({ kind: 'claim' }))
      .thenNothing()
    given(conversation, [...two, assigned(colleague), assigned(null)])
      .when(change({ kind: 'claim' }))
      .then([{ type: 'inbox.conversation_assigned.v1', data: { ...base, assignee: exampleAccount } }])
  })
})

describe('assign', () => {
  test('gives to a colleague, or puts back', () => {
    for (const assignee of [colleague, null]) {
      given(conversation, [...two, assigned(exampleAccount)])
        .when(change({ kind: 'assign', assignee }))
        .then([{ type: 'inbox.conversation_assigned.v1', data: { ...base, assignee } }])
    }
  })

  test('refuses who is no active account, and is quiet when it is theirs', () => {
    given(conversation, two)
      .when(change({ kind: 'assign', assignee: exampleId(9, 0xac) }))
      .thenRefuses('assignee_not_found')
    given(conversation, [...two, assigned(colleague)])
      .when(change({ kind: 'assign', assignee: colleague }))
      .thenNothing()
  })
})

describe('labels', () => {
  const applied = (labelId: string) => ofConversation('inbox.label_applied.v1', { labelId }, 9)

  test('are put on and taken off once', () => {
    given(conversation, two)
      .when(change({ kind: 'apply_label', labelId: paid }))
      .then([{ type: 'inbox.label_applied.v1', data: { ...base, labelId: paid } }])
    const story = [...two, applied(paid)]
    given(conversation, story)
      .when(change({ kind: 'apply_label', labelId: paid }))
      .thenNothing()
    given(conversation, story)
      .when(change({ kind: 'remove_label', labelId: paid }))
      .then([{ type: 'inbox.label_removed.v1', data: { ...base, labelId: paid } }])
    given(conversation, story)
      .when(change({ kind: 'remove_label', labelId: unpaid }))
      .thenNothing()
  })

  test('refuse one that does not exist, and more than 20', () => {
    given(conversation, two)
      .when(change({ kind: 'apply_label', labelId: exampleId(77, 0x1) }))
      .thenRefuses('label_not_found')
    const many = Array.from({ length: 20 }, (_, n) => exampleId(100 + n, 0x1))
    const full = [...two, ...many.map(applied)]
    const command = { ...change({ kind: 'apply_label', labelId: paid }), labels: new Set([paid, ...many]) }
    given(conversation, full).when(command).thenRefuses('too_many_labels')
    // Those of deleted labels take no place.
    given(conversation, full)
      .when(change({ kind: 'apply_label', labelId: paid }))
      .then([{ type: 'inbox.label_applied.v1', data: { ...base, labelId: paid } }])
  })
})

describe('states', () => {
  const until = exampleTime(5000)
  const snoozed = ofConversation('inbox.conversation_snoozed.v1', { until }, 9)
  const resolved = ofConversation('inbox.conversation_resolved.v1', {}, 9)

  test('snooze until a time within a year', () => {
    given(conversation, two)
      .when(change({ kind: 'snooze', until }))
      .then([{ type: snoozed.type, data: { ...base, until } }])
    given(conversation, [...two, snoozed])
      .when(change({ kind: 'snooze', until }))
      .thenNothing()
    for (const never of [exampleTime(0), '2099-01-01T00:00:00Z', '2026-13-40T00:00:00Z']) {
      given(conversation, two)
        .when(change({ kind: 'snooze', until: never }))
        .thenRefuses('snooze_invalid')
    }
  })

  test('close up to what was seen', () => {
    given(conversation, two)
      .when(change({ kind: 'resolve', upToSequence: 2 }))
      .then([{ type: resolved.type, data: { ...base, upToSequence: 2 } }])
    given(conversation, two)
      .when(change({ kind: 'snooze', until, upToSequence: 1 }))
      .then([{ type: snoozed.type, data: { ...base, until, upToSequence: 1 } }])
  })

  test('resolve and reopen once', () => {
    given(conversation, two)
      .when(change({ kind: 'resolve' }))
      .then([{ type: resolved.type, data: base }])
    given(conversation, [...two, resolved])
      .when(change({ kind: 'resolve' }))
      .thenNothing()
    given(conversation, two)
      .when(change({ kind: 'reopen' }))
      .thenNothing()
    for (const closed of [snoozed, resolved]) {
      given(conversation, [...two, closed])
        .when(change({ kind: 'reopen' }))
        .then([{ type: 'inbox.conversation_reopened.v1', data: base }])
    }
  })

  test('take a snooze that is over for open', () => {
    const over = ofConversation('inbox.conversation_snoozed.v1', { until: exampleTime(20) }, 9)
    given(conversation, [...two, over])
      .when(change({ kind: 'reopen' }))
      .thenNothing()
  })
})

describe('rename', () => {
  const renamed = (name: string | null) => ({
    type: 'inbox.contact_renamed.v1' as const,
    data: base,
    sealed: { name },
    person: `contact:${exampleContact}`,
  })

  test('gives a name without needless spaces, or takes it back', () => {
    given(conversation, two)
      .when(change({ kind: 'rename', name: '  Bu  Siti ' }))
      .then([renamed('Bu Siti')])
    given(conversation, two)
      .when(change({ kind: 'rename', name: null }))
      .thenNothing()
  })

  test.each([' ', '\u202egnp.exe', 'a\nb', 'half \ud83d', '\0', 'x'.repeat(101), '\u200b'])(
    'refuses %j',
    (name) => {
      given(conversation, two)
        .when(change({ kind: 'rename', name }))
        .thenRefuses('name_invalid')
    },
  )
})

describe('note', () => {
  test('is told with its words sealed for the contact', () => {
    given(conversation, two)
      .when(note({ mentions: [colleague, colleague], text: '<script>alert(1)</script>\0' }))
      .then([
        {
          type: 'inbox.note_added.v1',
          data: { ...base, noteId: exampleId(1, 0x9), mentions: [colleague] },
          sealed: { text: '<script>alert(1)</script>' },
          person: `contact:${exampleContact}`,
        },
      ])
  })

  test('is refused when it is empty, mentions a stranger, or is about somebody erased', () => {
    given(conversation, two)
      .when(note({ text: ' \n\0' }))
      .thenRefuses('note_invalid')
    given(conversation, two)
      .when(note({ mentions: [exampleId(9, 0xac)] }))
      .thenRefuses('note_invalid')
    given(conversation, [...two, erased])
      .when(note())
      .thenRefuses('note_invalid')
  })
})

describe('erase', () => {
  const command = { kind: 'erase' as const, by: exampleAccount }

  test('tells it once', () => {
    given(conversation, two)
      .when(command)
      .then([
        {
          type: 'inbox.contact_erased.v1',
          data: { ...base, sessionId: received().data.sessionId, contactId: exampleContact },
        },
      ])
    given(conversation, [...two, erased])
      .when(command)
      .thenNothing()
  })

  test('refuses a group', () => {
    given(conversation, [group]).when(command).thenRefuses('group_not_erasable')
  })

  test('knows which of its own events the state holds', () => {
    const row = [...two, assigned(null), erased].reduce(conversation.evolve, conversation.initial)
    expect(row?.own_sequence).toBe(9)
  })
})
