// Proves what each address of the inbox asks for.
import { describe, expect, it } from 'vitest'
import { queryOf } from './inbox-views.ts'

const label = '00000000-0000-4000-8000-000000000001'
const saved = [{ id: 's', name: 'VIP', filter: { labelsAny: [label], unread: true } }]
const ask = (view: string, words: Record<string, string> = {}) => queryOf(view, words, 'me', saved)

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

  it('does not narrow a search: it looks everywhere, newest first', () => {
    expect(ask('needs-reply', { text: 'resi' })).toEqual({ filter: { text: 'resi' }, order: 'newest' })
  })
})
