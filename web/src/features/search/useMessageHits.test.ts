// Proves that found messages are read page by page, and that an older search never answers a newer one.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { conversation, message } from '../inbox/inbox.examples.ts'
import { useMessageHits } from './useMessageHits.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

const page = (ids: string[], nextCursor: string | null = null) => ({
  body: { hits: ids.map((id) => ({ message: message({ id }), conversation: conversation() })), nextCursor },
})
function search(text: string) {
  const filter = shallowRef<InboxFilter>({ text })
  const hits = effectScope().run(() => useMessageHits(() => filter.value))
  if (!hits) throw new Error('a fresh scope runs')
  return { filter, ...hits, ids: () => hits.state.hits.map((hit) => hit.message.id) }
}

describe('message search', () => {
  it('asks in the words of the API and goes on with the cursor', async () => {
    const calls = fakeGateway(({ query }) => (query.get('cursor') ? page(['b']) : page(['a'], 'more')))
    const { more, ids } = search('resi')
    await flushPromises()
    more()
    await flushPromises()
    more()
    await flushPromises()
    expect(ids()).toEqual(['a', 'b'])
    expect(calls.map(({ path, query }) => `${path} ${query.get('text')} ${query.get('cursor')}`)).toEqual([
      '/app/messages resi null',
      '/app/messages resi more',
    ])
  })

  it('drops the answer of a search that was overtaken', async () => {
    const answers = new Map<string | null, () => void>()
    fakeGateway(
      ({ query }) =>
        new Promise((resolve) =>
          answers.set(query.get('text'), () => resolve(page([query.get('text') ?? '']))),
        ),
    )
    const { filter, ids } = search('old')
    filter.value = { text: 'new' }
    await flushPromises()
    answers.get('new')?.()
    answers.get('old')?.()
    await flushPromises()
    expect(ids()).toEqual(['new'])
  })

  it('drops what it found when somebody is erased, and reads nothing older than that', async () => {
    const answers: (() => void)[] = []
    const calls = fakeGateway(() => new Promise((resolve) => answers.push(() => resolve(page(['a'])))))
    const { ids } = search('resi')
    answers.pop()?.()
    await flushPromises()
    expect(ids()).toEqual(['a'])
    useConversations().gone('theirs', null, 77)
    await flushPromises()
    expect(ids()).toEqual([])
    answers.pop()?.()
    await flushPromises()
    expect([ids(), calls.at(-1)?.query.get('min_seq')]).toEqual([['a'], '77'])
    useConversations().gone('merged', 'kept', 78)
    await flushPromises()
    expect([ids(), calls.filter(({ path }) => path === '/app/messages').length]).toEqual([['a'], 2])
  })

  it('keeps what it found when the next page fails, and tries again', async () => {
    let away = false
    fakeGateway(({ query }) => {
      if (away) return refusal(503, 'service_unavailable')
      return query.get('cursor') ? page(['b']) : page(['a'], 'more')
    })
    const { more, ids, state } = search('resi')
    await flushPromises()
    away = true
    more()
    await flushPromises()
    expect([ids(), state.failure !== null]).toEqual([['a'], true])
    away = false
    more()
    await flushPromises()
    expect([ids(), state.failure]).toEqual([['a', 'b'], null])
  })
})
