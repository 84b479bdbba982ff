// Proves what each address of the inbox asks for.
import type { SavedView } from '@indoshopster/contracts/inbox/label.views'
import { describe, expect, it } from 'vitest'
import type { Zone } from '../../i18n/zone.ts'
import { askedFilter, isAsNamed, queryOf } from './inbox-views.ts'

const label = '00000000-0000-4000-8000-000000000001'
const saved: SavedView[] = [
  { id: 's', name: 'VIP', filter: { labelsAny: [label], unread: true } },
  { id: 'd', name: 'Today', filter: { unread: true, range: 'today' } },
  { id: 'a', name: 'Campaign', filter: { from: '2026-11-22T17:00:00.000Z' } },
]
/** Monday 23 November 2026, 06.30 in Jakarta; still Sunday in London. */
const now = new Date('2026-11-22T23:30:00.000Z')
const asked = (view: string, words: Record<string, string> = {}) => askedFilter(view, words, 'me', saved)
const ask = (view: string, words: Record<string, string> = {}, at = now, zone: Zone = 'WIB') =>
  queryOf(view, asked(view, words), zone, at)

describe('view', () => {
  it.each([
    ['mine', { assignees: ['me'], states: ['open'] }],
    ['unassigned', { assignees: ['none'], states: ['open'] }],
    ['open', { states: ['open'] }],
    ['unread', { unread: true }],
    ['snoozed', { states: ['snoozed'] }],
    ['resolved', { states: ['resolved'] }],
    ['v-s', { labelsAny: [label], unread: true }],
    ['v-gone', {}],
  ])('%s shows %j', (view, filter) => expect(ask(view)).toEqual({ filter, order: 'newest' }))

  it('of what needs a reply begins with who waits longest', () => {
    expect(ask('needs-reply')).toEqual({ filter: { needsReply: true }, order: 'waiting' })
  })

  it('is narrowed by what is added, and its own parts can be replaced', () => {
    expect(ask('mine', { labels_any: label, states: 'resolved' }).filter).toEqual({
      assignees: ['me'],
      states: ['resolved'],
      labelsAny: [label],
    })
  })

  it('that is saved and was changed stands in the address as a whole', () => {
    expect(ask('v-s', { unread: '1' }).filter).toEqual({ unread: true })
  })

  it('is searched as it is, newest first', () => {
    expect(ask('snoozed', { text: 'resi' }).filter).toEqual({ states: ['snoozed'], text: 'resi' })
    expect(ask('needs-reply', { text: 'resi' })).toEqual({
      filter: { needsReply: true, text: 'resi' },
      order: 'newest',
    })
  })

  it.each<[string, Record<string, string>, boolean]>([
    ['open', {}, true],
    ['open', { text: 'resi', labels_any: label }, true],
    ['open', { states: 'open,snoozed,resolved' }, false],
    ['snoozed', { states: 'resolved' }, false],
    ['mine', { states: 'open,snoozed,resolved' }, true],
    ['mine', { assignees: 'none' }, false],
    ['v-s', {}, true],
    ['v-s', { labels_any: label, unread: '1', text: 'resi' }, true],
    ['v-s', { unread: '1' }, false],
    ['v-gone', {}, false],
  ])('%s with %j is what its name says: %s', (view, words, is) =>
    expect(isAsNamed(view, asked(view, words), 'me', saved)).toBe(is),
  )

  it('of a quick range moves on with the day, saved or in an address', () => {
    const tomorrow = new Date('2026-11-23T23:30:00.000Z')
    const from = (at: Date) => ask('v-d', {}, at).filter
    expect(from(now)).toEqual({ unread: true, from: '2026-11-22T17:00:00.000Z' })
    expect(from(tomorrow)).toEqual({ unread: true, from: '2026-11-23T17:00:00.000Z' })
    expect(ask('open', { range: 'yesterday' }, tomorrow).filter).toEqual({
      states: ['open'],
      from: '2026-11-22T17:00:00.000Z',
      to: '2026-11-23T17:00:00.000Z',
    })
    expect(ask('v-a', {}, tomorrow).filter).toEqual({ from: '2026-11-22T17:00:00.000Z' })
  })

  it('of a quick range means the days of the reader’s zone', () => {
    expect(ask('v-d', {}, now, 'WIT').filter.from).toBe('2026-11-22T15:00:00.000Z')
  })

  it('keeps the name of its quick range, to be saved', () => {
    expect(asked('open', { range: 'today' })).toEqual({ states: ['open'], range: 'today' })
    expect(asked('v-d')).toEqual({ unread: true, range: 'today' })
  })
})
