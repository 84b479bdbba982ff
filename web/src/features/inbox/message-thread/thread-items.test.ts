// Proves which rows a thread has: days, the unread line, a warning, notes and activities between messages.
import { describe, expect, it } from 'vitest'
import { message, outgoing } from '../inbox.examples.ts'
import { withMessages } from '../thread.model.ts'
import { firstUnread, threadItems } from './thread-items.ts'

const on = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString()
const thread = withMessages(
  [],
  [
    message({ id: 'a', sequence: 1, at: on(21, 9) }),
    message({ id: 'b', sequence: 2, at: on(21, 10) }),
    outgoing({ id: 'c', sequence: 3, at: on(22, 9) }),
    outgoing({ id: 'd', sequence: 4, at: on(22, 10), author: 'dimas' }),
    message({ id: 'e', sequence: 5, at: on(22, 11) }),
  ],
)
const rows = (lines = {}) =>
  threadItems(thread, lines).map((item) => ('entry' in item ? item.entry.message.id : item.kind))

describe('thread rows', () => {
  it('begin each day with its heading', () => {
    expect(rows()).toEqual(['day', 'a', 'b', 'day', 'c', 'd', 'e'])
  })

  it('stand close where the same person goes on', () => {
    const close = threadItems(thread).flatMap((item) =>
      'entry' in item && item.follows ? item.entry.message.id : [],
    )
    expect(close).toEqual(['b'])
  })

  it('have a line before the first unread message and before a colleague’s answer', () => {
    expect(rows({ unreadFrom: 'e', meanwhileFrom: 'd' })).toEqual([
      'day',
      'a',
      'b',
      'day',
      'c',
      'meanwhile',
      'd',
      'unread',
      'e',
    ])
  })

  it('tell notes and activities from messages', () => {
    const note = message({ direction: 'internal', content: { kind: 'note', text: 'x', mentions: [] } })
    const did = { kind: 'activity', what: 'resolved', assignee: null, until: null } as const
    const kinds = withMessages(
      [],
      [note, message({ id: 'z', direction: 'internal', content: did, sequence: 11 })],
    )
    expect(threadItems(kinds).map((item) => item.kind)).toEqual(['day', 'note', 'activity'])
  })

  it('begin the unread part at the n-th incoming message from the end', () => {
    expect([0, 1, 2, 9].map((unread) => firstUnread(thread, unread))).toEqual([null, 'e', 'b', null])
  })
})
