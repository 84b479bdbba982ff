// Do edits, deletions, reactions and files reach their message, also before it, and only by who may?
import { exampleId, exampleTime } from '@indoshopster/contracts/examples'
import { exampleAccount, requested } from '@indoshopster/contracts/gateway/send.examples'
import { ofConversation } from '@indoshopster/contracts/inbox/conversation.examples'
import {
  edited,
  exampleChat,
  exampleContact,
  exampleCorrespondent,
  exampleMedia,
  exampleMessage,
  mediaFailedFor,
  mediaStoredFor,
  queued,
  reacted,
  received,
  revoked,
  undecryptable,
} from '@indoshopster/contracts/session/message.examples'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import { describe, expect, test } from 'vitest'
import { messageThread } from './message-thread.projection.ts'
import { messageView } from './message-view.model.ts'

type Event = Parameters<typeof messageThread.key>[0]
const row = (...events: Event[]) => rowsOf(messageThread, events).get(exampleMessage(1))
const view = (...events: Event[]) => {
  const found = row(...events)
  return found && messageView(found, { conversationId: exampleChat, sessionId: exampleId(1, 0x5) })
}
const somebody = exampleId(7, 0xf)
const image = (caption: string | null) => ({ kind: 'image' as const, media: exampleMedia, caption })
const withImage = received({
  mediaId: exampleMedia.mediaId,
  sealed: { content: image('asli'), correspondent: exampleCorrespondent },
})

describe('an edit', () => {
  test('changes the words and keeps the previous ones', () => {
    const story = [
      received({ text: 'satu' }),
      edited({ sequence: 2, text: 'dua' }),
      edited({ sequence: 3, text: 'tiga' }),
    ]
    expect(view(...story)).toMatchObject({
      content: { text: 'tiga' },
      edits: [
        { text: 'satu', at: exampleTime(2) },
        { text: 'dua', at: exampleTime(3) },
      ],
    })
    expect(row(...story)?.words).toBe(' tiga')
  })

  test('changes a caption and leaves the file', () => {
    expect(view(withImage, edited({ sequence: 2, text: 'baru' }))).toMatchObject({
      content: { kind: 'image', caption: 'baru', media: exampleMedia },
      edits: [{ text: 'asli' }],
    })
  })

  test('waits for its message, in no thread', () => {
    const early = edited({ sequence: 1, text: 'baru' })
    expect(row(early)).toMatchObject({ conversation_id: null, words: null, content: null })
    expect(view(early, received({ sequence: 2, text: 'asli' }))).toMatchObject({
      content: { text: 'baru' },
      edits: [{ text: 'asli' }],
      sequence: 2,
    })
  })

  test('waits for the words of a message that cannot be read yet', () => {
    const story = [undecryptable({ sequence: 1 }), edited({ sequence: 2, text: 'baru' })]
    expect(view(...story)).toMatchObject({ missing: 'undecryptable' })
    expect(view(...story, received({ sequence: 3, recovered: true, text: 'asli' }))).toMatchObject({
      content: { text: 'baru' },
      edits: [{ text: 'asli' }],
    })
  })

  test('does not undo a newer one', () => {
    const late = edited({ sequence: 3, text: 'lama', editedAt: exampleTime(1) })
    expect(view(received(), edited({ sequence: 2, text: 'baru' }), late)).toMatchObject({
      content: { text: 'baru' },
    })
  })

  test('by anybody else changes nothing', () => {
    const ours = [requested({ text: 'Total Rp10.000' }), queued({ sequence: 2 })]
    expect(view(...ours, edited({ sequence: 3, text: 'Total Rp1' }))).toMatchObject({
      content: { text: 'Total Rp10.000' },
      edits: [],
    })
    const group = received({ chatKind: 'group', text: 'asli' })
    expect(view(group, edited({ sequence: 2, contactId: somebody, text: 'palsu' }))).toMatchObject({
      content: { text: 'asli' },
    })
    const early = edited({ sequence: 1, by: 'us', text: 'palsu' })
    expect(view(early, received({ sequence: 2, text: 'asli' }))).toMatchObject({
      content: { text: 'asli' },
      edits: [],
    })
  })

  test('is kept 50 times and no more', () => {
    const many = Array.from({ length: 80 }, (_, n) => edited({ sequence: n + 2, text: `teks ${n}` }))
    expect(view(received(), ...many)?.edits).toHaveLength(50)
  })
})

describe('a deletion', () => {
  test('is told, and staff still see what it was', () => {
    expect(view(received({ text: 'asli' }), revoked({ sequence: 2 }))).toMatchObject({
      content: { text: 'asli' },
      revokedAt: exampleTime(2),
    })
  })

  test('waits for its message, and applies only by its author', () => {
    expect(view(revoked({ sequence: 1 }), received({ sequence: 2 }))?.revokedAt).toBe(exampleTime(1))
    expect(view(revoked({ sequence: 1, by: 'us' }), received({ sequence: 2 }))?.revokedAt).toBeNull()
    expect(view(requested(), revoked({ sequence: 2 }))?.revokedAt).toBeNull()
  })

  test('by somebody else never joins an edit that waits', () => {
    const theirs = revoked({ sequence: 1, contactId: somebody })
    const story = [edited({ sequence: 2, text: 'baru' }), theirs, received({ sequence: 3, text: 'asli' })]
    expect(view(...story)).toMatchObject({ content: { text: 'baru' }, revokedAt: null })
  })
})

describe('a reaction', () => {
  const emoji = (told: string | null) => ({ sealed: { emoji: told } })

  test('is one a person, changed and taken back', () => {
    const ours = reacted({ sequence: 3, by: 'us', ...emoji('🙏') })
    const story = [received(), reacted({ sequence: 2 }), ours]
    expect(view(...story)?.reactions).toEqual([
      { emoji: '👍', by: exampleContact },
      { emoji: '🙏', by: 'us' },
    ])
    expect(view(...story, reacted({ sequence: 4, ...emoji('❤️') }))?.reactions).toContainEqual({
      emoji: '❤️',
      by: exampleContact,
    })
    expect(view(...story, reacted({ sequence: 4, ...emoji(null) }))?.reactions).toEqual([
      { emoji: '🙏', by: 'us' },
    ])
  })

  test('told late does not bring back what was taken back', () => {
    const late = reacted({ sequence: 4, reactedAt: exampleTime(2) })
    expect(view(received(), reacted({ sequence: 3, ...emoji(null) }), late)?.reactions).toEqual([])
  })

  test('to a message that is not there yet waits for it', () => {
    expect(row(reacted({ sequence: 1 }))).toMatchObject({ conversation_id: null })
    expect(view(reacted({ sequence: 1 }), received({ sequence: 2 }))?.reactions).toHaveLength(1)
    expect(view(reacted({ sequence: 1 }), undecryptable({ sequence: 2 }))?.reactions).toHaveLength(1)
  })

  test('of ours makes no message, nor does a deletion, even when what they were is erased', () => {
    const content = { kind: 'reaction' as const, targetId: exampleMessage(9), emoji: '👍' }
    expect(row(requested({ sealed: { phone: null, content } }))).toBeUndefined()
    expect(row(requested({ sealed: null, targetId: exampleMessage(9) }))).toBeUndefined()
  })
})

describe('a file', () => {
  test('is pending, then stored as we found it, or cannot be had', () => {
    expect(view(withImage)).toMatchObject({ mediaState: 'pending', mediaFailure: null })
    const found = { ...exampleMedia, mimetype: 'image/webp', bytes: 7 }
    expect(view(withImage, mediaStoredFor({ sequence: 2, sealed: { media: found } }))).toMatchObject({
      mediaState: 'stored',
      content: { kind: 'image', caption: 'asli', media: found },
    })
    expect(view(withImage, mediaFailedFor({ sequence: 2, reason: 'media_damaged' }))).toMatchObject({
      mediaState: 'failed',
      mediaFailure: 'media_damaged',
    })
  })

  test('that is stored stays so, and another one’s news change nothing', () => {
    const stored = mediaStoredFor({ sequence: 2 })
    expect(view(withImage, stored, mediaFailedFor({ sequence: 3 }))).toMatchObject({ mediaState: 'stored' })
    expect(view(withImage, mediaStoredFor({ sequence: 2, mediaId: exampleId(9, 0xd) }))).toMatchObject({
      mediaState: 'pending',
    })
  })

  test('that nobody fetches cannot be had; ours is there from the start', () => {
    const sealed = { content: image(null), correspondent: exampleCorrespondent }
    expect(view(received({ sealed }))).toMatchObject({
      mediaState: 'failed',
      mediaFailure: 'media_unavailable',
    })
    const ours = { mediaId: exampleMedia.mediaId, sealed: { phone: null, content: image('promo') } }
    expect(view(requested(ours))).toMatchObject({ mediaState: 'stored' })
  })
})

describe('the thread', () => {
  test('names who wrote in a group', () => {
    expect(view(received({ chatKind: 'group' }))?.sender).toEqual({
      contactId: exampleContact,
      name: 'Budi Santoso',
      phone: '6281234567890',
    })
    expect(view(received())?.sender).toBeNull()
  })

  test('shows what a message answers', () => {
    const quote = { messageId: exampleMessage(5), from: 'us' as const, kind: 'text', excerpt: 'Masih ada' }
    const sealed = {
      content: { kind: 'text' as const, text: 'ya' },
      correspondent: exampleCorrespondent,
      quote,
    }
    expect(view(received({ sealed }))?.quote).toEqual(quote)
  })

  test('puts what the past tells at its time', () => {
    const old = received({ sequence: 900, imported: true, sentAt: '2025-03-01T08:00:00.000Z' })
    expect(row(old)).toMatchObject({ at: '2025-03-01T08:00:00.000Z', second: 1_740_816_000, sequence: 900 })
  })

  test('numbers a message by its live arrival when the phone’s history told it before', () => {
    const copy = received({ sequence: 1, imported: true })
    expect(row(copy, received({ sequence: 3, sentAt: exampleTime(1) }))).toMatchObject({ sequence: 3 })
    expect(row(copy, undecryptable({ sequence: 3, sentAt: exampleTime(1) }))).toMatchObject({ sequence: 3 })
    expect(row(copy, received({ sequence: 3, recovered: true }))).toMatchObject({ sequence: 1 })
    expect(row(received({ sequence: 1 }), received({ sequence: 3, imported: true }))?.sequence).toBe(1)
  })

  test('tells what colleagues did', () => {
    const told = ofConversation('inbox.conversation_assigned.v1', { assignee: exampleAccount }, 5)
    expect(rowsOf(messageThread, [told]).get(told.id)).toMatchObject({
      direction: 'internal',
      content: { kind: 'activity', what: 'assigned', assignee: exampleAccount, until: null },
      author: exampleAccount,
      words: null,
    })
  })

  test('shows a note once, and lets it take no message’s place', () => {
    const told = { noteId: exampleMessage(1), mentions: [], sealed: { text: 'catatan' } }
    const note = ofConversation('inbox.note_added.v1', told, 2)
    expect(row(note)).toMatchObject({ direction: 'internal', content: { kind: 'note', text: 'catatan' } })
    expect(row(received({ text: 'asli' }), note)).toMatchObject({ content: { text: 'asli' } })
  })
})

describe('bad input', () => {
  test.each(['1970-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z', 'gestern', ''])(
    'a message said at %j stands at the time of its event',
    (sentAt) => expect(row(received({ sequence: 5, sentAt }))).toMatchObject({ at: exampleTime(5) }),
  )

  test.each([
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    'javascript:alert(1)',
    '{{constructor.constructor("alert(1)")()}}',
    "=cmd|' /C calc'!A0",
    '\u202egnp.exe',
    '👨‍👩‍👧‍👦'.repeat(100),
    'x'.repeat(65_536),
  ])('keeps hostile words as they are: %j', (text) =>
    expect(view(received({ text }))?.content).toEqual({ kind: 'text', text }),
  )

  test('reactions are as short as an emoji', () => {
    const sealed = { emoji: '<b>'.repeat(500) }
    expect(view(received(), reacted({ sequence: 2, sealed }))?.reactions[0]?.emoji).toHaveLength(32)
  })
})
