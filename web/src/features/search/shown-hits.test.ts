// Proves that found messages follow what happens to their conversation.
import { describe, expect, it } from 'vitest'
import { conversation, message } from '../inbox/inbox.examples.ts'
import { shownHits } from './shown-hits.ts'

const hit = (id: string, chat: string) => ({
  message: message({ id, conversationId: chat }),
  conversation: conversation({ id: chat, state: 'open' }),
})
const hits = [hit('m1', 'a'), hit('m2', 'b')]
const shown = (state: 'open' | 'resolved', open?: string) =>
  shownHits(hits, new Map([['a', conversation({ id: 'a', state })]]), {
    filter: { text: 'resi', states: ['open'] },
    open,
    now: 0,
  }).map(({ message: { id } }) => id)

describe('found messages', () => {
  it('stay while their conversation passes the filter, or nothing newer is known of it', () => {
    expect(shown('open')).toEqual(['m1', 'm2'])
  })
  it('go when it was closed, but for the one that is open', () => {
    expect(shown('resolved')).toEqual(['m2'])
    expect(shown('resolved', 'm1')).toEqual(['m1', 'm2'])
  })
})
