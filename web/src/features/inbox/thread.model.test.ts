// Proves that a thread holds each message once, in order, with statuses that only go forward.
import { describe, expect, it } from 'vitest'
import { message, outgoing } from './inbox.examples.ts'
import {
  notYet,
  type Thread,
  withMessages,
  withMessageStatus,
  withReplyState,
  withReplyTaken,
} from './thread.model.ts'

const sending = (key: string, text: string): Thread => [
  {
    key,
    message: outgoing({ id: key, content: { kind: 'text', text }, sequence: notYet }),
    reply: { state: 'sending' },
  },
]
const picture = {
  mediaId: 'p',
  mimetype: 'image/jpeg',
  bytes: 9,
  fileName: null,
  width: 4,
  height: 3,
  seconds: null,
  thumbnail: null,
}
const ids = (thread: Thread) => thread.map((entry) => entry.message.id)

describe('thread', () => {
  it('orders by the second of the time, whatever the log says: history comes late', () => {
    const [old, recent] = [
      message({ id: 'old', sequence: 99, at: '2026-11-20T02:00:00.000Z' }),
      message({ id: 'recent', sequence: 5, at: '2026-11-23T02:00:00.000Z' }),
    ]
    expect(ids(withMessages(withMessages([], [recent]), [old]))).toEqual(['old', 'recent'])
  })

  it('keeps replies on their way at the end, also when this clock is slow', () => {
    const reply = sending('k', 'Hai').map((entry) => ({
      ...entry,
      message: { ...entry.message, at: '2026-11-23T01:00:00.000Z' },
    }))
    expect(ids(withMessages(reply, [message({ id: 'a' })]))).toEqual(['a', 'k'])
  })

  it('knows a picture on its way by its file, and not by its caption alone', () => {
    const media = { ...picture, mediaId: 'up' }
    const content = { kind: 'image' as const, media, caption: 'Ini' }
    const reply: Thread = [
      { key: 'k', message: outgoing({ id: 'k', content, sequence: notYet }), reply: { state: 'sending' } },
    ]
    const other = outgoing({ id: 'x', content: { ...content, media: picture }, sequence: 20 })
    expect(withMessages(reply, [other])).toHaveLength(2)
    expect(withMessages(reply, [outgoing({ id: 'a', content, sequence: 21 })])).toMatchObject([
      { key: 'k', message: { id: 'a' } },
    ])
  })

  it.each([
    ['an edit', { edits: [{ text: 'Hal', at: '2026-11-23T02:01:00.000Z' }] }],
    ['a deletion', { revokedAt: '2026-11-23T02:01:00.000Z' }],
    ['a file that is here', { mediaState: 'stored' as const }],
  ])('does not take %s back when an older telling comes again', (_what, change) => {
    const changed = withMessages([], [message({ id: 'a', ...change })])
    const older = message({ id: 'a', mediaState: 'mediaState' in change ? 'pending' : null })
    expect(withMessages(changed, [older])[0]?.message).toMatchObject(change)
  })

  it('orders by the log within a second, whatever arrives first', () => {
    const late = withMessages([], [message({ id: 'b', sequence: 12 }), message({ id: 'a', sequence: 11 })])
    expect(ids(late)).toEqual(['a', 'b'])
  })

  it('shows a message once, however often it is told', () => {
    const once = withMessages([], [message({ id: 'a' })])
    expect(withMessages(once, [message({ id: 'a' }), message({ id: 'a' })])).toEqual(once)
  })

  it('never takes a status back', () => {
    const read = withMessages([], [outgoing({ id: 'a', status: 'read' })])
    expect(withMessages(read, [outgoing({ id: 'a', status: 'queued' })])[0]?.message.status).toBe('read')
    expect(withMessageStatus(read, 'a', 'delivered', null)[0]?.message.status).toBe('read')
  })

  it('believes a delivery that follows a failure, and not a failure that follows a delivery', () => {
    const failed = withMessages([], [outgoing({ id: 'a', status: 'failed', failure: 'no_server_ack' })])
    const delivered = withMessageStatus(failed, 'a', 'delivered', null)
    expect(delivered[0]?.message).toMatchObject({ status: 'delivered', failure: null })
    expect(withMessageStatus(delivered, 'a', 'failed', 'no_server_ack')).toEqual(delivered)
  })

  it('replaces a placeholder by its text, and never a text by a placeholder', () => {
    const placeholder = message({ id: 'a', content: null, missing: 'undecryptable' })
    const readable = withMessages(withMessages([], [placeholder]), [message({ id: 'a' })])
    expect(readable[0]?.message.content).toEqual({ kind: 'text', text: 'Halo' })
    expect(withMessages(readable, [placeholder])[0]?.message.content).toEqual({ kind: 'text', text: 'Halo' })
  })

  it('keeps the place of a placeholder that becomes readable late', () => {
    const placeholder = message({ id: 'a', content: null, missing: 'undecryptable', sequence: 1 })
    const before = withMessages([], [placeholder, message({ id: 'b', sequence: 2 })])
    expect(ids(withMessages(before, [message({ id: 'a', sequence: 9 })]))).toEqual(['a', 'b'])
  })

  it('takes an erased text away', () => {
    const readable = withMessages([], [message({ id: 'a' })])
    const erased = withMessages(readable, [message({ id: 'a', content: null, missing: 'erased' })])
    expect(erased[0]?.message).toMatchObject({ content: null, missing: 'erased' })
  })

  it('takes nothing back into what was erased from an older telling', () => {
    const erased = withMessages([], [message({ id: 'a', content: null, missing: 'erased' })])
    const sender = { contactId: 'x', name: 'Budi', phone: null }
    const quote = { messageId: 'b', from: 'contact' as const, kind: 'text', excerpt: 'Halo' }
    const told = withMessages(erased, [message({ id: 'a', sender, quote })])
    expect(told[0]?.message).toMatchObject({ content: null, missing: 'erased', sender: null, quote: null })
  })

  it('keeps a reply’s bubble when the answer of the POST comes first', () => {
    const taken = withReplyTaken(sending('k', 'Hai'), 'k', outgoing({ id: 'a', sequence: 20 }))
    expect(taken).toMatchObject([{ key: 'k', message: { id: 'a' }, reply: null }])
    expect(ids(withMessages(taken, [outgoing({ id: 'a', sequence: 20 })]))).toEqual(['a'])
  })

  it('keeps one bubble when the live frame is faster than the answer', () => {
    const arrived = outgoing({ id: 'a', content: { kind: 'text', text: 'Hai' }, sequence: 20 })
    const live = withMessages(sending('k', 'Hai'), [arrived])
    expect(live).toMatchObject([{ key: 'k', message: { id: 'a' }, reply: null }])
    expect(ids(withReplyTaken(live, 'k', arrived))).toEqual(['a'])
  })

  it('does not take a colleague’s same words for the reply', () => {
    const theirs = outgoing({
      id: 'a',
      author: 'dimas',
      content: { kind: 'text', text: 'Hai' },
      sequence: 20,
    })
    expect(ids(withMessages(sending('k', 'Hai'), [theirs]))).toEqual(['a', 'k'])
  })

  it('leaves a taken reply alone when a late refusal comes', () => {
    const taken = withReplyTaken(sending('k', 'Hai'), 'k', outgoing({ id: 'a' }))
    expect(withReplyState(taken, 'k', { state: 'refused', why: 'x' })).toEqual(taken)
  })
})
