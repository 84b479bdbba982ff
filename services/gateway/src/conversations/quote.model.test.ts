// Owns the rules of what can be quoted, and how.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { describe, expect, it } from 'vitest'
import { freshMessage } from '../live/message-view.model.ts'
import { quoteOf } from './quote.model.ts'

const message = (more: Partial<MessageView> = {}): MessageView =>
  freshMessage({
    id: '00000000-0000-7000-8000-000000000001',
    conversationId: '00000000-0000-7000-8000-000000000002',
    sessionId: '00000000-0000-7000-8000-000000000003',
    direction: 'incoming',
    content: { kind: 'text', text: 'Masih ada?' },
    status: 'received',
    at: '2026-11-23T02:00:00.000Z',
    sequence: 1,
    ...more,
  })

describe('quote', () => {
  it('says whose words it repeats', () => {
    const messageId = message().id
    expect(quoteOf(message())).toEqual({ messageId, from: 'contact', kind: 'text', excerpt: 'Masih ada?' })
    expect(quoteOf(message({ direction: 'outgoing', status: 'sent' }))).toMatchObject({ from: 'us' })
  })

  it('is at most 300 characters, none of them cut in two', () => {
    const long = quoteOf(
      message({ content: { kind: 'text', text: `${'x'.repeat(299)}😀${'y'.repeat(99)}` } }),
    )
    expect(long?.excerpt).toBe('x'.repeat(299))
  })

  it('has no words where there are none', () => {
    const location = { kind: 'location' as const, latitude: 0, longitude: 0, name: null, address: null }
    expect(quoteOf(message({ content: location }))).toMatchObject({ kind: 'location', excerpt: null })
  })

  it('is not of what the customer never saw, or what is gone', () => {
    for (const more of [
      { direction: 'internal' as const },
      { direction: 'outgoing' as const, status: 'failed' as const },
      { content: null, missing: 'erased' as const },
      { revokedAt: '2026-11-23T02:00:00.000Z' },
    ])
      expect(quoteOf(message(more))).toBeNull()
  })
})
