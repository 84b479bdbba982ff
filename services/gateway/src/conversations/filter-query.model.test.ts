// Owns the rules of how a list's query becomes a filter.
import { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { filterOf } from './filter-query.model.ts'

const [a, b] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']

describe('filter of a query', () => {
  it('means everything when nothing is asked for', () => {
    expect(filterOf({})).toEqual({ filter: {} })
  })

  it('takes every part', () => {
    const meant = filterOf({
      labels_any: `${a},${b}`,
      labels_all: a,
      labels_none: b,
      assignees: `none,${a}`,
      states: 'open,snoozed',
      sessions: a,
      unread: '1',
      needs_reply: '1',
      chat_kind: 'group',
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-23T17:00:00.000Z',
      text: 'belum bayar',
    })
    expect(meant).toEqual({
      filter: {
        labelsAny: [a, b],
        labelsAll: [a],
        labelsNone: [b],
        assignees: ['none', a],
        states: ['open', 'snoozed'],
        sessions: [a],
        unread: true,
        needsReply: true,
        chatKind: 'group',
        from: '2026-11-01T00:00:00Z',
        to: '2026-11-23T17:00:00.000Z',
        text: 'belum bayar',
      },
    })
    expect('filter' in meant && Check(InboxFilter, meant.filter)).toBe(true)
  })

  it('counts what is said twice once', () => {
    expect(filterOf({ labels_any: `${a},${a}` })).toEqual({ filter: { labelsAny: [a] } })
  })

  it.each([
    [{ labels_any: 'urgent' }, 'labels_any'],
    [{ labels_all: `${a},` }, 'labels_all'],
    [{ labels_none: "'; DROP TABLE labels" }, 'labels_none'],
    [{ assignees: 'me' }, 'assignees'],
    [{ states: 'open,closed' }, 'states'],
    [{ sessions: '../x' }, 'sessions'],
    [{ sessions: a.toUpperCase() + 'F' }, 'sessions'],
    [{ from: '2026-13-45T00:00:00Z' }, 'from'],
    [{ to: '2026-99-01T00:00:00Z' }, 'to'],
    [{ from: '2026-11-23T00:00:00Z', to: '2026-11-23T00:00:00Z' }, 'to'],
    [{ text: 'a\0b' }, 'text'],
    [{ text: '   ' }, 'text'],
    [{ labels_any: Array.from({ length: 51 }, (_, n) => a.slice(0, -2) + (10 + n)).join(',') }, 'labels_any'],
  ])('names the part of %j that means nothing', (given, part) => {
    expect(filterOf(given)).toMatchObject({ faults: [{ part }] })
  })

  it('names every wrong part at once', () => {
    const told = filterOf({ states: 'x', from: '2026-02-99T00:00:00Z' })
    expect('faults' in told && told.faults.map(({ part }) => part)).toEqual(['from', 'states'])
  })
})
