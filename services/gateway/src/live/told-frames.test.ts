// Owns the rules of telling batches: nobody waits for an inbox that does not answer, history is told once.
import { exampleId, recorded } from '@indoshopster/contracts/examples'
import { exampleCorrespondent, received } from '@indoshopster/contracts/session/message.examples'
import { describe, expect, it } from 'vitest'
import type { Place } from '../conversations/places.ts'
import { createTellFrames } from './told-frames.ts'

const log = { readEntity: () => Promise.reject(new Error('Nothing is looked up here.')) }
const conversationId = exampleId(1)
const resolved = (sequence: number) =>
  recorded(
    'inbox.conversation_resolved.v1',
    conversationId,
    { conversationId, by: exampleId(2) },
    { sequence },
  )
const imported = (sequence: number, chatId: string) => {
  const event = received({ sequence, chatId })
  return { ...event, data: { ...event.data, imported: true } }
}

describe('a batch of events', () => {
  it('waits once for an inbox that does not answer, and tells to fetch instead', async () => {
    const never = { find: () => new Promise<Place>(() => {}) }
    const begun = performance.now()
    const told = await createTellFrames(log, never)([1, 2, 3, 4].map(resolved))
    expect(performance.now() - begun).toBeLessThan(900)
    expect(told).toHaveLength(4)
    for (const { text } of told) expect(text).toContain('event: message_changed')
  })

  it('tells a conversation that history touches again and again once, after its last message', async () => {
    const [a, b] = [exampleId(3), exampleId(4)]
    const none = { find: () => Promise.reject(new Error('No place is wanted.')) }
    const told = await createTellFrames(
      log,
      none,
    )([imported(1, a), imported(2, a), imported(3, a), imported(4, b), received({ sequence: 5, chatId: b })])
    expect(told.map(({ sequence, conversationId: of }) => [sequence, of])).toEqual([
      [3, a],
      [4, b],
      [5, b],
    ])
  })

  it('knows what a member of a group said, or what of ours may answer one', async () => {
    const none = { find: () => Promise.reject(new Error('No place is wanted.')) }
    const answering = (from: 'contact' | 'us') => ({
      content: { kind: 'text' as const, text: 'setuju' },
      correspondent: exampleCorrespondent,
      quote: { messageId: exampleId(9), from, kind: 'text', excerpt: 'rahasia' },
    })
    const told = await createTellFrames(
      log,
      none,
    )([
      received({ sequence: 1 }),
      received({ sequence: 2, chatKind: 'group' }),
      received({ sequence: 3, direction: 'outgoing', sealed: answering('contact') }),
      received({ sequence: 4, direction: 'outgoing', sealed: answering('us') }),
      received({ sequence: 5, sealed: answering('contact') }),
    ])
    expect(told.map(({ ofMember }) => ofMember)).toEqual([false, true, true, false, false])
  })
})
