// Proves what the conversation lists show: newest first, no gaps, never an older row over a newer one.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import type { InboxQuery } from '../filter/inbox-views.ts'
import { keepDraft, readDraft } from './composer/drafts.ts'
import { useCounts } from './counts.store.ts'
import { useConversations } from './conversations.store.ts'
import { conversation, message } from './inbox.examples.ts'

beforeEach(() => {
  vi.useFakeTimers() // what is read again a moment later is not what these rules are about
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const row = (id: string, lastSequence: number, unread = 0) => conversation({ id, lastSequence, unread })
const shown = (status: MessageStatus): ConversationView['preview'] => {
  return { messageId: 'm1', kind: 'text', text: 'Halo', direction: 'outgoing', status }
}
const page = (rows: ReturnType<typeof row>[], nextCursor: string | null = null) => ({
  body: { conversations: rows, nextCursor },
})
/** The list is answered with one page, then with another, each when it is told to. */
function twoPages(...pages: [ReturnType<typeof row>[], ReturnType<typeof row>[]]) {
  const answers = pages.map(() => Promise.withResolvers<void>())
  let asked = 0
  fakeGateway(async ({ path }) => {
    if (!path.endsWith('/conversations')) return {}
    const place = asked++
    await answers[place]?.promise
    return page(pages[place] ?? [])
  })
  return answers
}
const all: InboxQuery = { filter: {}, order: 'newest' }
const unread: InboxQuery = { filter: { unread: true }, order: 'newest' }
const waiting: InboxQuery = { filter: { needsReply: true }, order: 'waiting' }
const now = Date.parse('2026-11-23T03:00:00.000Z')
const listed = (query: InboxQuery, keep?: string) =>
  useConversations()
    .listed(query, keep ? { id: keep, waitingSince: null } : null, now)
    .map((one) => one.id)

describe('conversation list', () => {
  it('is newest first and moves a row up when it is told newer', async () => {
    fakeGateway(() => page([row('a', 9), row('b', 8)]))
    const store = useConversations()
    await store.loadMore(all)
    store.sync([row('b', 10)])
    expect(listed(all)).toEqual(['b', 'a'])
  })

  it('keeps with a searched list which message was found in each, page by page', async () => {
    const found: InboxQuery = { filter: { text: 'halo' }, order: 'newest' }
    const hit = (id: string, conversationId: string) => message({ id, conversationId })
    fakeGateway(({ query }) => {
      const { body } = query.get('cursor') ? page([row('b', 8)]) : page([row('a', 9)], 'next')
      return { body: { ...body, hits: [query.get('cursor') ? hit('m2', 'b') : hit('m1', 'a')] } }
    })
    const store = useConversations()
    await store.loadMore(found)
    await store.loadMore(found)
    expect(['a', 'b', 'c'].map((id) => store.reachOf(found).hits.get(id)?.id)).toEqual([
      'm1',
      'm2',
      undefined,
    ])
  })

  it('drops a row that is older than what is known', async () => {
    fakeGateway(() => page([row('a', 9, 2)]))
    const store = useConversations()
    await store.loadMore(all)
    store.sync([row('a', 7, 0)])
    expect(store.rows.get('a')?.unread).toBe(2)
  })

  it('does not take the ticks of the newest message back', () => {
    const store = useConversations()
    store.sync([conversation({ preview: shown('read') })])
    store.sync([conversation({ preview: shown('sent') })])
    expect(store.rows.get(conversation().id)?.preview?.status).toBe('read')
  })

  it('shows only unread ones, and the open one as long as it is open', async () => {
    fakeGateway(() => page([row('a', 9, 1), row('b', 8, 0)]))
    await useConversations().loadMore(unread)
    expect(listed(unread)).toEqual(['a'])
    expect(listed(unread, 'b')).toEqual(['a', 'b'])
  })

  it('keeps rows out that are older than the page read so far', async () => {
    fakeGateway(() => page([row('a', 9), row('b', 8)], 'more'))
    const store = useConversations()
    await store.loadMore(all)
    store.sync([row('z', 1)])
    expect(listed(all)).toEqual(['a', 'b'])
  })

  it('reads the next page with the cursor, and stops at the end', async () => {
    const calls = fakeGateway(({ query }) =>
      query.get('cursor') === 'more' ? page([row('b', 8)]) : page([row('a', 9)], 'more'),
    )
    const store = useConversations()
    await store.loadMore(all)
    await store.loadMore(all)
    await store.loadMore(all)
    expect(listed(all)).toEqual(['a', 'b'])
    expect(calls).toHaveLength(2)
  })

  it('shows the first page although the stream began meanwhile, until the fresh one says what is there', async () => {
    const answers = twoPages([row('a', 9), row('b', 8)], [row('a', 9), row('c', 7)])
    const store = useConversations()
    const first = store.loadMore(all)
    const fresh = store.restart(all, undefined, 0)
    answers[0]?.resolve()
    await first
    expect(listed(all)).toEqual(['a', 'b'])
    expect(store.reachOf(all)).toMatchObject({ started: true, loading: true })
    answers[1]?.resolve()
    await fresh
    expect(listed(all)).toEqual(['a', 'c'])
    expect(store.reachOf(all)).toMatchObject({ started: true, loading: false })
  })

  it('forgets what only an overtaken fresh read, or none, has told', async () => {
    const answers = twoPages([row('a', 9)], [row('b', 8)])
    const store = useConversations()
    store.sync([row('z', 7)])
    const reads = [store.restart(all, undefined, 0), store.restart(all, undefined, 0)]
    answers[0]?.resolve()
    await reads[0]
    expect(listed(all)).toEqual(['a', 'z'])
    answers[1]?.resolve()
    await reads[1]
    expect(listed(all)).toEqual(['b'])
  })

  it('drops a page that a fresh read overtook, once there is one', async () => {
    const late = Promise.withResolvers<void>()
    fakeGateway(async ({ query }) => {
      if (query.get('cursor') === null) return page([row('a', 9)], 'more')
      await late.promise
      return page([row('b', 8)])
    })
    const store = useConversations()
    await store.loadMore(all)
    const more = store.loadMore(all)
    await store.restart(all, undefined, 0)
    late.resolve()
    await more
    expect(listed(all)).toEqual(['a'])
  })

  it('keeps old rows when a page cannot be read, and says so', async () => {
    let away = false
    fakeGateway(() => (away ? refusal(503, 'service_unavailable') : page([row('a', 9)], 'more')))
    const store = useConversations()
    await store.loadMore(all)
    away = true
    await store.loadMore(all)
    expect(listed(all)).toEqual(['a'])
    expect(store.reachOf(all).failure).toMatchObject({ problem: { code: 'service_unavailable' } })
  })

  it('forgets rows that a fresh read after a gap does not have', async () => {
    let rows = [row('a', 9), row('b', 8)]
    fakeGateway(() => page(rows, 'more'))
    const store = useConversations()
    await store.loadMore(all)
    rows = [row('c', 20), row('a', 9)]
    await store.restart(all, undefined, 0)
    expect(listed(all)).toEqual(['c', 'a'])
  })

  it('keeps what a frame told while a page was read, which may be older', async () => {
    const late = Promise.withResolvers<void>()
    fakeGateway(async ({ query }) => {
      if (query.has('ids')) return page([{ ...row('a', 9), assignee: 'rina' }])
      await late.promise
      return page([row('a', 9), row('b', 8)])
    })
    const store = useConversations()
    const reading = store.loadMore(all)
    store.touch('a', 12)
    await vi.advanceTimersByTimeAsync(100)
    late.resolve()
    await reading
    expect(store.rows.get('a')?.assignee).toBe('rina')
    expect(listed(all)).toEqual(['a', 'b'])
  })

  it('reads after a gap as new as the stream tells, and as it is where that is not to be had', async () => {
    let behind = false
    const calls = fakeGateway(({ query }) =>
      behind && query.has('min_seq') ? refusal(503, 'read_model_behind') : page([row('a', 9)]),
    )
    const store = useConversations()
    await store.restart(all, undefined, 12)
    expect(calls.map(({ query }) => query.get('min_seq'))).toEqual(['12', '12'])
    behind = true
    await store.restart(all, undefined, 14)
    expect(listed(all)).toEqual(['a'])
    expect(store.reachOf(all).failure).toBeNull()
  })

  it('ignores the answer of a read that a restart has overtaken', async () => {
    const answers: ((rows: ReturnType<typeof row>[]) => void)[] = []
    fakeGateway(({ path }) =>
      path.endsWith('/counts') ? {} : new Promise((resolve) => answers.push((rows) => resolve(page(rows)))),
    )
    const store = useConversations()
    const slow = store.loadMore(all)
    const fresh = store.restart(all, undefined, 0)
    answers[1]?.([row('a', 9)])
    await fresh
    answers[0]?.([row('old', 3)])
    await slow
    expect(listed(all)).toEqual(['a'])
  })

  it('shows a conversation as read at once', () => {
    const store = useConversations()
    store.sync([row('a', 9, 3)])
    useCounts().counts = { ...useCounts().counts, unread: 4 }
    store.showAsRead('a')
    expect([store.rows.get('a')?.unread, useCounts().counts.unread]).toEqual([0, 3])
  })

  it('is ordered by the second of the newest message, then by its place in the log', () => {
    const store = useConversations()
    const at = (id: string, lastMessageAt: string, lastSequence: number) =>
      conversation({ id, lastMessageAt, lastSequence })
    store.sync([
      at('old-told-late', '2026-11-23T01:00:00.900Z', 30),
      at('first', '2026-11-23T02:00:00.900Z', 10),
      at('second', '2026-11-23T02:00:00.100Z', 11),
    ])
    expect(listed(all)).toEqual(['second', 'first', 'old-told-late'])
  })

  it('has no conversation without a message', () => {
    useConversations().sync([conversation({ id: 'a', lastMessageAt: null, preview: null, lastSequence: 0 })])
    expect(listed(all)).toEqual([])
  })

  it('shows who waits longest first, and an answered one where it was while it is open', () => {
    const store = useConversations()
    const since = (id: string, waitingSince: string | null) => conversation({ id, waitingSince })
    store.sync([
      since('late', '2026-11-23T02:30:00.000Z'),
      since('early', '2026-11-23T01:00:00.000Z'),
      since('none', null),
    ])
    expect(listed(waiting)).toEqual(['early', 'late'])
    store.sync([since('early', null)])
    const kept = { id: 'early', waitingSince: '2026-11-23T01:00:00.000Z' }
    expect(store.listed(waiting, kept, now).map((one) => one.id)).toEqual(['early', 'late'])
  })

  it('leaves it to the server which rows have the words searched for', async () => {
    const search: InboxQuery = { filter: { text: 'resi' }, order: 'newest' }
    fakeGateway(() => page([row('a', 9)]))
    const store = useConversations()
    await store.loadMore(search)
    store.sync([row('b', 20)])
    expect(listed(search)).toEqual(['a'])
  })

  it('takes in a new row of a time range that still goes on', async () => {
    const today: InboxQuery = { filter: { from: '2026-11-22T17:00:00.000Z' }, order: 'newest' }
    fakeGateway(() => page([row('a', 9)]))
    const store = useConversations()
    await store.loadMore(today)
    store.sync([row('b', 20), conversation({ id: 'c', lastMessageAt: '2026-11-20T02:00:00.000Z' })])
    expect(listed(today)).toEqual(['b', 'a'])
  })

  it('goes on under another conversation when two became one', () => {
    const store = useConversations()
    store.sync([row('a', 9)])
    store.gone('a', 'b', 12)
    expect([store.rows.has('a'), store.moved.get('a')]).toEqual([false, 'b'])
  })

  it('keeps no unsent words of an erased one, also when a colleague erased it', () => {
    for (const id of ['a', 'b']) keepDraft('', id, 'reply', 'Halo Budi')
    const store = useConversations()
    store.gone('a', null, 12)
    store.gone('b', 'c', 13)
    expect(['a', 'b'].map((id) => readDraft('', id, 'reply'))).toEqual(['', 'Halo Budi'])
  })
})
