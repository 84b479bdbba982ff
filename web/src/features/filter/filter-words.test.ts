// Proves that a filter survives its way through an address, and that a broken address harms nothing.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { describe, expect, it } from 'vitest'
import { filterOf, wordsOf } from './filter-words.ts'

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const filter: InboxFilter = {
  labelsAny: [id(1), id(2)],
  labelsAll: [id(3)],
  labelsNone: [id(4)],
  assignees: ['none', id(5)],
  states: ['open', 'snoozed'],
  sessions: [id(6)],
  unread: true,
  needsReply: true,
  chatKind: 'group',
  from: '2026-11-22T17:00:00.000Z',
  to: '2026-11-23T17:00:00.000Z',
  text: 'resi jne',
}

describe('filter words', () => {
  it('are the words of the API', () => {
    expect(wordsOf({ labelsAny: [id(1), id(2)], unread: true, assignees: ['none'] })).toEqual({
      labels_any: `${id(1)},${id(2)}`,
      unread: '1',
      assignees: 'none',
    })
  })

  it('mean the same filter again', () => expect(filterOf(wordsOf(filter))).toEqual(filter))

  it('name a quick range, which counts alone', () => {
    expect(wordsOf({ range: 'today' })).toEqual({ range: 'today' })
    expect(filterOf({ range: 'lastWeek', from: '2026-11-22T17:00:00.000Z' })).toEqual({ range: 'lastWeek' })
  })

  it('leave out what makes no sense', () => {
    const broken = {
      labels_any: 'x,',
      states: 'gone',
      from: 'yesterday',
      range: 'someday',
      unread: 'yes',
      text: '  ',
      page: '2',
    }
    expect(filterOf(broken)).toEqual({})
  })
})
