// Proves that a conversation is marked read only when its end was really seen.
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { effectScope, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Asked, fakeGateway } from '../../../api/fake-gateway.ts'
import { useConversations } from '../conversations.store.ts'
import { conversation, message } from '../inbox.examples.ts'
import { useThreads } from '../threads.store.ts'
import { useMarkRead } from './useMarkRead.ts'

const { id } = conversation()
let calls: Asked[] = []
let scope = effectScope()
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] }) // rows that were touched are not read again here
  scope = effectScope()
  setActivePinia(createPinia())
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Opens the conversation; answers the sequences up to which it was marked read. */
async function opened(
  part: Parameters<typeof conversation>[0],
  options = { sees: true, newer: false, may: true },
) {
  const sees = ref(options.sees)
  calls = fakeGateway(({ path }) =>
    path.endsWith('/messages')
      ? {
          body: {
            messages: [message({ sequence: 12 })],
            nextCursor: null,
            newerCursor: options.newer ? 'x' : null,
          },
        }
      : { body: path.endsWith('/read') ? { sequence: 13 } : { conversations: [] } },
  )
  useConversations().sync([conversation(part)])
  await useThreads().open(id)
  scope.run(() =>
    useMarkRead(
      id,
      () => sees.value,
      () => options.may,
    ),
  )
  await flushPromises()
  const upTo = () =>
    calls.flatMap(({ path, body }) =>
      path.endsWith('/read') ? (body as { upToSequence: number }).upToSequence : [],
    )
  return { sees, upTo }
}

describe('marking read', () => {
  it('happens up to the newest message when its end is on screen', async () => {
    const { upTo } = await opened({ unread: 2 })
    expect(upTo()).toEqual([12])
    expect(useConversations().rows.get(id)?.unread).toBe(0)
  })

  it('waits until the end is on screen', async () => {
    const { sees, upTo } = await opened({ unread: 2 }, { sees: false, newer: false, may: true })
    expect(upTo()).toEqual([])
    sees.value = true
    await flushPromises()
    expect(upTo()).toEqual([12])
  })

  it('does not happen in a window that nobody looks at', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    expect((await opened({ unread: 2 })).upTo()).toEqual([])
  })

  it('does not happen in a part of the past, nor by a viewer, nor when nothing is unread', async () => {
    expect((await opened({ unread: 2 }, { sees: true, newer: true, may: true })).upTo()).toEqual([])
    setActivePinia(createPinia())
    expect((await opened({ unread: 2 }, { sees: true, newer: false, may: false })).upTo()).toEqual([])
    setActivePinia(createPinia())
    expect((await opened({ unread: 0 })).upTo()).toEqual([])
  })

  it('takes a mark away that was there at the opening, and leaves one that is put while it is open', async () => {
    expect((await opened({ unread: 0, markedUnread: true })).upTo()).toEqual([12])
    setActivePinia(createPinia())
    const { upTo } = await opened({ unread: 0 })
    useConversations().sync([conversation({ markedUnread: true })])
    await flushPromises()
    expect(upTo()).toEqual([])
  })
})
