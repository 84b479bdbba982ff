// Laws of the inbox's folds, tried on many made-up logs: once is as good as twice, and nothing moves backwards.
import { exampleId } from '@indoshopster/contracts/examples'
import { requested } from '@indoshopster/contracts/gateway/send.examples'
import { conversationSeen, ofConversation } from '@indoshopster/contracts/inbox/conversation.examples'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import { contactTold, forgotten, merged } from '@indoshopster/contracts/session/chat.examples'
import {
  delivered,
  edited,
  exampleContact,
  exampleMessage,
  exampleSession,
  failed,
  queued,
  reacted,
  read,
  received,
  revoked,
  sent,
  undecryptable,
} from '@indoshopster/contracts/session/message.examples'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversationList, type ListedEvent } from '../src/conversation/conversation-list.projection.ts'
import type { InboxEvent } from '../src/inbox-event.model.ts'
import { messageThread, type ThreadEvent } from '../src/message/message-thread.projection.ts'

const makers = [
  (at: Place) => received(at),
  (at: Place) => received({ ...at, recovered: true }),
  (at: Place) => received({ ...at, direction: 'outgoing' }),
  (at: Place) => received({ ...at, sealed: null }),
  undecryptable,
  (at: Place) => requested(at),
  (at: Place) => requested({ ...at, chatId: null }),
  queued,
  sent,
  delivered,
  read,
  failed,
  edited,
  (at: Place) => edited({ ...at, by: 'us' }),
  revoked,
  reacted,
  (at: Place) => received({ ...at, imported: true }),
  (at: Place) => contactTold(at),
  (at: Place) =>
    conversationSeen({ sequence: at.sequence, conversationId: at.chatId, upToSequence: at.upTo }),
]
interface Place {
  readonly sequence: number
  readonly chatId: string
  readonly messageId: string
  readonly upTo: number
}

/** Any events of 3 chats and 5 messages, in any order: worse than any real log. */
const logs = fc
  .array(
    fc.record({ maker: fc.nat(makers.length - 1), chat: fc.nat(2), message: fc.nat(4), upTo: fc.nat(40) }),
    {
      maxLength: 40,
    },
  )
  .map((drawn) =>
    drawn.flatMap(({ maker, chat, message, upTo }, index): InboxEvent[] => {
      const make = makers[maker]
      const ids = { chatId: exampleId(chat, 0xc), messageId: exampleMessage(message) }
      return make ? [make({ sequence: index + 1, upTo: upTo + 1, ...ids })] : []
    }),
  )

/** The same log with events told again later, under new sequences. */
const repeated = logs.chain((events) =>
  fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 10 }).map((repeats) => {
    const told: InboxEvent[] = [...events]
    for (const [which, where] of repeats) {
      const index = which % Math.max(1, events.length)
      const event = events[index]
      if (!event) continue
      const after = told.indexOf(event) + 1
      told.splice(after + (where % (told.length - after + 1)), 0, { ...event })
    }
    return { events, told }
  }),
)

const threadEvents = (events: readonly InboxEvent[]) =>
  events.filter((event): event is ThreadEvent =>
    messageThread.types.includes(event.type as ThreadEvent['type']),
  )
const listEvents = (events: readonly InboxEvent[]) =>
  events.filter((event): event is ListedEvent =>
    conversationList.types.includes(event.type as ListedEvent['type']),
  )

const erasedOf = (chat: number, sequence: number) => {
  const at = { chatId: exampleId(chat, 0xc), contactId: exampleContact }
  const told = { conversationId: at.chatId, contactId: at.contactId, sessionId: exampleSession }
  return [
    ofConversation('inbox.contact_erased.v1', told, sequence),
    forgotten({ ...at, sequence: sequence + 1 }),
  ]
}
const unreadable = (event: InboxEvent) =>
  ('sealed' in event.data ? { ...event, data: { ...event.data, sealed: null } } : event) as InboxEvent

describe('inbox folds', () => {
  test('forget an erased contact just as if his words had never been readable', () => {
    fc.assert(
      fc.property(logs, (events) => {
        const end = [0, 1, 2].flatMap((chat) => erasedOf(chat, 1000 + 2 * chat))
        const live = threadEvents([...events, ...end])
        const rebuilt = threadEvents([...events.map(unreadable), ...end])
        expect(rowsOf(messageThread, live)).toEqual(rowsOf(messageThread, rebuilt))
        const list = rowsOf(conversationList, listEvents([...events, ...end]))
        expect(list).toEqual(rowsOf(conversationList, listEvents([...events.map(unreadable), ...end])))
      }),
    )
  })

  test('lose no message and no unread one when two chats become one', () => {
    fc.assert(
      fc.property(logs, (events) => {
        const [into, from] = [exampleId(0, 0xc), exampleId(1, 0xc)]
        const merge = merged({ sequence: 1000, chatId: into, mergedChatId: from })
        const before = rowsOf(messageThread, threadEvents(events))
        const after = rowsOf(messageThread, threadEvents([...events, merge]))
        const inBoth = [...before.values()].filter((row) => [into, from].includes(row.conversation_id ?? ''))
        expect(inBoth.every((row) => after.get(row.id)?.conversation_id === into)).toBe(true)
        expect(after.size).toBe(before.size)
        const list = rowsOf(conversationList, listEvents(events))
        const unread = [into, from].flatMap((id) => list.get(id)?.unread ?? [])
        const kept = rowsOf(conversationList, listEvents([...events, merge])).get(into)
        expect(kept?.unread ?? []).toEqual(unread.sort((a, b) => a - b))
      }),
    )
  })

  test('give the same rows when events are told again', () => {
    fc.assert(
      fc.property(repeated, ({ events, told }) => {
        expect(rowsOf(conversationList, listEvents(told))).toEqual(
          rowsOf(conversationList, listEvents(events)),
        )
        expect(rowsOf(messageThread, threadEvents(told))).toEqual(rowsOf(messageThread, threadEvents(events)))
      }),
    )
  })

  test('change nothing in a thread when an event is folded twice in a row, even by a fold that forgets ids', () => {
    fc.assert(
      fc.property(logs, (events) => {
        const rows = new Map<string, ReturnType<typeof messageThread.fold>>()
        for (const event of threadEvents(events)) {
          const key = messageThread.key(event) ?? ''
          const once = messageThread.fold(rows.get(key) ?? undefined, event)
          expect(messageThread.fold(once ?? undefined, event)).toEqual(once)
          rows.set(key, once)
        }
      }),
    )
  })

  test('never move a status backwards, and never lose or change words that were readable', () => {
    const order: MessageStatus[] = ['accepted', 'queued', 'failed', 'sent', 'delivered', 'read', 'received']
    fc.assert(
      fc.property(logs, (events) => {
        const rows = new Map<string, NonNullable<ReturnType<typeof messageThread.fold>>>()
        for (const event of threadEvents(events)) {
          const key = messageThread.key(event) ?? ''
          const before = rows.get(key)
          const after = messageThread.fold(before, event)
          if (!after) continue
          if (before) {
            expect(order.indexOf(after.status)).toBeGreaterThanOrEqual(order.indexOf(before.status))
            // Only an edit changes words, and keeps those it had.
            if (before.content && after.edits.length === before.edits.length) {
              expect(after.content).toEqual(before.content)
            }
            expect(after.edits.slice(0, before.edits.length)).toEqual(before.edits)
            // What the history told first gets its number when it arrives.
            if (before.conversation_id && !before.imported) expect(after.sequence).toBe(before.sequence)
          }
          expect(after.content === null).toBe(after.missing !== null)
          expect(after.failure !== null).toBe(after.status === 'failed')
          rows.set(key, after)
        }
      }),
    )
  })

  test('count as unread what is newer than the last look, oldest first, at most 999', () => {
    fc.assert(
      fc.property(logs, (events) => {
        for (const row of rowsOf(conversationList, listEvents(events)).values()) {
          expect(row.unread_count).toBe(row.unread.length)
          expect([...row.unread].sort((a, b) => a - b)).toEqual(row.unread)
          expect(new Set(row.unread).size).toBe(row.unread.length)
          const looks = events.flatMap((event) =>
            event.type === 'inbox.conversation_read.v1' && event.data.conversationId === row.id
              ? [{ at: event.sequence, upTo: event.data.upToSequence }]
              : [],
          )
          for (const sequence of row.unread) {
            expect(looks.some((look) => look.at > sequence && look.upTo >= sequence)).toBe(false)
          }
        }
      }),
    )
  })
})
