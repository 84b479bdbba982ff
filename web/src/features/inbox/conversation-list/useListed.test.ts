// Proves that a conversation does not jump out of the list while somebody reads it, and goes when they leave it.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import type { InboxQuery } from '../../filter/inbox-views.ts'
import { useConversations } from '../conversations.store.ts'
import { conversation } from '../inbox.examples.ts'
import { useListed } from './useListed.ts'

beforeEach(() => setActivePinia(createPinia()))

const unread: InboxQuery = { filter: { unread: true }, order: 'newest' }
const waiting: InboxQuery = { filter: { needsReply: true }, order: 'waiting' }

function listing(query: InboxQuery) {
  const asked = ref(query)
  const openId = ref<string>()
  const scope = effectScope()
  const listed = scope.run(() =>
    useListed(
      () => asked.value,
      () => openId.value,
    ),
  )
  return { asked, openId, ids: () => listed?.rows.value.map((row) => row.id), scope }
}

describe('list', () => {
  it('keeps the open conversation when it has been read, until another is opened', () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a', unread: 2 })])
    const { openId, ids } = listing(unread)
    openId.value = 'a'
    store.showAsRead('a')
    expect(ids()).toEqual(['a'])
    openId.value = undefined
    expect(ids()).toEqual([])
  })

  it('has no conversation that was never in it, open or not', () => {
    useConversations().sync([conversation({ id: 'a', unread: 0 })])
    const { openId, ids } = listing(unread)
    openId.value = 'a'
    expect(ids()).toEqual([])
  })

  it('keeps an answered one in its place among who waits', () => {
    const store = useConversations()
    const since = (id: string, waitingSince: string | null) => conversation({ id, waitingSince })
    store.sync([since('early', '2026-11-23T01:00:00.000Z'), since('late', '2026-11-23T02:00:00.000Z')])
    const { openId, ids } = listing(waiting)
    openId.value = 'early'
    store.sync([since('early', null)])
    expect(ids()).toEqual(['early', 'late'])
  })

  it('forgets what it kept when another list is looked at', () => {
    const store = useConversations()
    store.sync([conversation({ id: 'a', unread: 1 })])
    const { asked, openId, ids } = listing(unread)
    openId.value = 'a'
    asked.value = { filter: { states: ['resolved'] }, order: 'newest' }
    expect(ids()).toEqual([])
  })
})
