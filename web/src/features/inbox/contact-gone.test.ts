// Proves what an erasure takes out of a group's thread, and what it leaves.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { describe, expect, it } from 'vitest'
import { withContactMoved, withoutContact } from './contact-gone.model.ts'
import { message, outgoing } from './inbox.examples.ts'
import { withMessages } from './thread.model.ts'

const by = (contactId: string) => ({ contactId, name: `Kak ${contactId}`, phone: null })
const quote = (messageId: string) => ({
  messageId,
  from: 'contact' as const,
  kind: 'text',
  excerpt: 'rahasia',
})
const says = (id: string, contactId: string, part: Partial<MessageView> = {}) =>
  message({ id, sender: by(contactId), ...part })
const story = withMessages(
  [],
  [
    says('his', 'gone', {
      sequence: 1,
      content: { kind: 'text', text: 'rahasia' },
      edits: [{ text: 'rahasia dulu', at: '2026-11-23T02:00:00.000Z' }],
      reactions: [{ emoji: '👍', by: 'stays' }],
    }),
    says('hers', 'stays', {
      sequence: 2,
      reactions: [
        { emoji: '😂', by: 'gone' },
        { emoji: '👍', by: 'us' },
      ],
    }),
    says('answer', 'stays', { sequence: 3, quote: quote('his') }),
    outgoing({ id: 'ours', sequence: 4, quote: quote('his') }),
    says('other answer', 'stays', { sequence: 5, quote: quote('hers') }),
    says('answer to what is not here', 'stays', { sequence: 6, quote: quote('older') }),
    says('answer to us', 'stays', { sequence: 7, quote: { ...quote('x'), from: 'us' } }),
  ],
)
const left = withoutContact(story, 'gone')
const shown = (id: string) => left.thread.find((entry) => entry.message.id === id)?.message

describe('an erasure in an open group', () => {
  it('leaves that there was a message, and nothing of it', () => {
    expect(shown('his')).toMatchObject({
      content: null,
      missing: 'erased',
      sender: null,
      edits: [],
      reactions: [],
    })
    expect(left.thread).toHaveLength(story.length)
  })

  it('takes back their reactions, and nobody else’s', () => {
    expect(shown('hers')?.reactions.map((reaction) => reaction.by)).toEqual(['us'])
    expect(shown('hers')?.content).toEqual({ kind: 'text', text: 'Halo' })
  })

  it.each(['answer', 'ours'])('takes their words out of the %s', (id) => {
    expect(shown(id)?.quote).toMatchObject({ messageId: 'his', kind: 'erased', excerpt: null })
  })

  it('takes the words out of an answer to what is not here, and names it to be read again', () => {
    expect(shown('answer to what is not here')?.quote?.excerpt).toBeNull()
    expect(left.doubtful).toEqual(['answer to what is not here'])
  })

  it('leaves other answers as they are', () => {
    for (const id of ['other answer', 'answer to us']) expect(shown(id)?.quote?.excerpt).toBe('rahasia')
  })

  it('reaches what they said under an id they were merged from', () => {
    const merged = withContactMoved(story, 'gone', 'kept')
    expect(merged.find((entry) => entry.message.id === 'hers')?.message.reactions[0]?.by).toBe('kept')
    expect(JSON.stringify(withoutContact(merged, 'kept').thread.slice(0, 4))).not.toContain('rahasia')
    expect(withoutContact(merged, 'gone').thread).not.toEqual(left.thread)
  })
})
