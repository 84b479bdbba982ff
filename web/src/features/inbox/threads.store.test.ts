// Proves that threads are read both ways, joined after a gap, and that live messages never make holes.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Asked, fakeGateway } from '../../api/fake-gateway.ts'
import { message } from './inbox.examples.ts'
import { useThreads } from './threads.store.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

const at = (minute: number) => `2026-11-23T02:${String(minute).padStart(2, '0')}:00.000Z`
const one = (id: string, minute: number) =>
  message({ id, conversationId: 'c', sequence: minute, at: at(minute) })
/** A thread of ten messages m0…m9, a minute apart, in pages of three. */
const whole = Array.from({ length: 10 }, (_, minute) => one(`m${minute}`, minute))

function page({ query }: Asked) {
  const around = whole.findIndex((row) => row.id === query.get('around'))
  const after = query.get('after')
  const cursor = query.get('cursor')
  const from = after ? Number(after) : around >= 0 ? around - 1 : Number(cursor ?? whole.length) - 3
  const rows = whole.slice(Math.max(0, from), Math.max(0, from) + 3)
  const end = Math.max(0, from) + rows.length
  return {
    body: {
      messages: [...rows].reverse(),
      nextCursor: from > 0 ? String(from) : null,
      newerCursor: end < whole.length ? String(end) : null,
    },
  }
}
const shown = (id = 'c') => {
  return useThreads()
    .threads.get(id)
    ?.entries.map((entry) => entry.message.id)
}

describe('threads', () => {
  it('begin with the newest page and are paged back to their beginning', async () => {
    fakeGateway(page)
    const threads = useThreads()
    await threads.open('c')
    expect(shown()).toEqual(['m7', 'm8', 'm9'])
    for (let read = 0; read < 9; read++) await threads.loadOlder('c')
    expect(shown()).toHaveLength(10)
    expect(threads.threads.get('c')?.older).toBeNull()
  })

  it('show the part around a message, and go on from there to the newest', async () => {
    fakeGateway(page)
    const threads = useThreads()
    await threads.open('c')
    await threads.open('c', 'm3')
    expect(shown()).toEqual(['m2', 'm3', 'm4'])
    await threads.loadNewer('c')
    await threads.loadNewer('c')
    await threads.loadNewer('c')
    expect(shown()).toEqual(['m2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9'])
    expect(threads.threads.get('c')?.newer).toBeNull()
  })

  it('return from a part in the past to the newest', async () => {
    fakeGateway(page)
    const threads = useThreads()
    await threads.open('c', 'm3')
    await threads.toNewest('c')
    expect(shown()).toEqual(['m7', 'm8', 'm9'])
  })

  it('do not put a new message behind a part of the past: what lies between would be missing', async () => {
    fakeGateway(page)
    const threads = useThreads()
    await threads.open('c', 'm3')
    threads.sync([one('m10', 10)])
    expect(shown()).toEqual(['m2', 'm3', 'm4'])
  })

  it('do not put imported history before the part that is read', async () => {
    fakeGateway(page)
    const threads = useThreads()
    await threads.open('c')
    threads.sync([message({ id: 'old', conversationId: 'c', sequence: 99, at: at(1) })])
    expect(shown()).toEqual(['m7', 'm8', 'm9'])
  })

  it('show what the live stream told before an answer that is behind it', async () => {
    const changed = { ...one('m8', 8), revokedAt: at(11) }
    const calls = fakeGateway((asked) => (asked.path.endsWith('/m8') ? { body: changed } : page(asked)))
    const threads = useThreads()
    threads.sync([one('m10', 10)])
    threads.applyStatus('c', 'm9', 'read', null)
    await threads.refetchMessage('c', 'm8', 77)
    expect(calls).toEqual([])
    await threads.open('c')
    await vi.waitFor(() => expect(threads.threads.get('c')?.entries[1]?.message.revokedAt).toBe(at(11)))
    expect(shown()).toEqual(['m7', 'm8', 'm9', 'm10'])
    expect(threads.threads.get('c')?.entries[2]?.message.status).toBe('read')
    expect(calls.at(-1)?.query.get('min_seq')).toBe('77')
  })

  it('take up nothing that was told of somebody erased', async () => {
    fakeGateway(page)
    const threads = useThreads()
    threads.sync([one('m10', 10)])
    await threads.forget('c', true, 50)
    expect(shown()).toEqual(['m7', 'm8', 'm9'])
  })

  it('keep a message that arrives while the newest page is read', async () => {
    const slow = Promise.withResolvers<void>()
    fakeGateway(async (asked) => {
      await slow.promise
      return page(asked)
    })
    const threads = useThreads()
    const opened = threads.open('c')
    threads.sync([one('m10', 10)])
    slow.resolve()
    await opened
    expect(shown()).toEqual(['m7', 'm8', 'm9', 'm10'])
  })

  it('show the message that is linked to, also when the live updates read the newest page at the same time', async () => {
    fakeGateway(page)
    const threads = useThreads()
    await Promise.all([threads.restart('c', 0), threads.open('c', 'm3'), threads.restart('c', 0)])
    expect(shown()).toEqual(['m2', 'm3', 'm4'])
  })

  it('drop the answer of a read that a jump has overtaken', async () => {
    const slow = Promise.withResolvers<void>()
    fakeGateway(async (asked) => {
      if (!asked.query.get('around')) await slow.promise
      return page(asked)
    })
    const threads = useThreads()
    const newest = threads.open('c')
    await threads.open('c', 'm3')
    slow.resolve()
    await newest
    expect(shown()).toEqual(['m2', 'm3', 'm4'])
  })

  it('read a message again that changed, and leave one alone that is not shown', async () => {
    const calls = fakeGateway((asked) =>
      asked.path.endsWith('/messages') ? page(asked) : { body: { ...one('m9', 9), revokedAt: at(30) } },
    )
    const threads = useThreads()
    await threads.open('c')
    await threads.refetchMessage('c', 'm9', 40)
    await threads.refetchMessage('c', 'm0', 41)
    expect(threads.threads.get('c')?.entries[2]?.message.revokedAt).toBe(at(30))
    expect(calls.map(({ path, query }) => [path, query.get('min_seq')])).toContainEqual([
      '/app/conversations/c/messages/m9',
      '40',
    ])
    expect(calls).toHaveLength(2)
  })

  it('begin anew after a gap that pages do not bridge', async () => {
    let messages = [one('a', 1)]
    fakeGateway(() => ({ body: { messages, nextCursor: null, newerCursor: null } }))
    const threads = useThreads()
    await threads.open('c')
    messages = [one('z', 50)]
    await threads.restart('c', 0)
    expect(shown()).toEqual(['z'])
  })

  it('keep what was read further back when the pages join', async () => {
    let messages = [one('b', 2), one('a', 1)]
    fakeGateway(() => ({ body: { messages, nextCursor: null, newerCursor: null } }))
    const threads = useThreads()
    await threads.open('c')
    messages = [one('d', 3), one('b', 2)]
    await threads.restart('c', 0)
    expect(shown()).toEqual(['a', 'b', 'd'])
  })

  it('forget what was erased and read it anew only when it is open, not older than the erasure', async () => {
    const calls = fakeGateway(page)
    const threads = useThreads()
    await threads.open('c')
    await threads.forget('c', false, 41)
    expect(shown()).toBeUndefined()
    await threads.forget('c', true, 42)
    expect(calls.map(({ query }) => query.get('min_seq'))).toEqual([null, '42'])
  })

  it('drop what somebody erased said in a group at once, and read again what may be theirs', async () => {
    const by = (contactId: string) => ({ contactId, name: 'Kak', phone: null })
    const quote = { messageId: 'older', from: 'contact' as const, kind: 'text', excerpt: 'rahasia' }
    const messages = [
      { ...one('b', 2), sender: by('stays'), quote },
      { ...one('a', 1), sender: by('gone') },
    ]
    const calls = fakeGateway((asked) => ({
      body: asked.path.endsWith('/b') ? messages[0] : { messages, nextCursor: null, newerCursor: null },
    }))
    const threads = useThreads()
    await threads.open('closed')
    await threads.open('c')
    const erasing = threads.forgetContact('gone', { open: 'c', isGroup: () => true, minSeq: 60 })
    const view = () => threads.threads.get('c')?.entries.map((entry) => entry.message)
    expect(view()?.[0]).toMatchObject({ content: null, missing: 'erased', sender: null })
    expect(view()?.[1]?.quote?.excerpt).toBeNull()
    expect(shown('closed')).toBeUndefined()
    await erasing
    expect(view()?.[1]?.quote?.excerpt).toBe('rahasia')
    expect(calls.slice(2).map(({ path, query }) => [path, query.get('min_seq')])).toEqual([
      ['/app/conversations/c/messages/b', '60'],
    ])
  })

  it('take up nothing that was read of a group before somebody was erased', async () => {
    const slow = Promise.withResolvers<void>()
    let text = 'rahasia'
    fakeGateway(async () => {
      const messages = [{ ...one('a', 1), content: { kind: 'text', text } }]
      await slow.promise
      return { body: { messages, nextCursor: null, newerCursor: null } }
    })
    const threads = useThreads()
    const opened = threads.open('c')
    text = 'baru'
    const erasing = threads.forgetContact('gone', { open: 'c', isGroup: () => true, minSeq: 60 })
    slow.resolve()
    await Promise.all([opened, erasing])
    expect(threads.threads.get('c')?.entries[0]?.message.content).toEqual({ kind: 'text', text: 'baru' })
  })

  it('leave chats of two alone when somebody else is erased', async () => {
    const calls = fakeGateway(page)
    const threads = useThreads()
    await threads.open('c')
    const before = threads.threads.get('c')
    await threads.forgetContact('gone', { open: 'c', isGroup: () => false, minSeq: 60 })
    expect(threads.threads.get('c')).toBe(before)
    expect(calls).toHaveLength(1)
  })

  it('leave messages of threads that are not open to the next read', () => {
    const threads = useThreads()
    threads.sync([message({ conversationId: 'other' })])
    expect(threads.threads.has('other')).toBe(false)
  })
})
