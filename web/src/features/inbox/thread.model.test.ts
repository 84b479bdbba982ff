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
const ids = (thread: Thread) => thread.map((entry) => entry.message.id)

describe('thread', () => {
  it('orders by the log, whatever arrives first', () => {
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
