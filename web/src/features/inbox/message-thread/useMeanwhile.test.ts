// Proves when a colleague's answer is news to somebody who writes.
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import { describe, expect, it } from 'vitest'
import { message, outgoing } from '../inbox.examples.ts'
import { type Thread, withMessages } from '../thread.model.ts'
import { useMeanwhile } from './useMeanwhile.ts'

/** A thread that is open with one colleague's answer in it, and somebody (`me`) who writes. */
function openThread({ writes = true } = {}) {
  const thread = shallowRef<Thread>([])
  const loaded = ref(false)
  const writing = ref(writes)
  const made = effectScope().run(() =>
    useMeanwhile(
      () => thread.value,
      () => loaded.value,
      () => writing.value,
      () => 'me',
    ),
  )
  const arrives = async (...messages: Parameters<typeof withMessages>[1]) => {
    thread.value = withMessages(thread.value, messages)
    await nextTick()
  }
  return {
    writing,
    arrives,
    said: () => made?.from.value?.messageId ?? null,
    async load() {
      loaded.value = true
      await arrives(message({ id: 'm1', sequence: 1 }), outgoing({ id: 'old', author: 'dimas', sequence: 2 }))
    },
  }
}

describe('an answer meanwhile', () => {
  it('is one of a colleague or of the phone that comes while somebody writes', async () => {
    const thread = openThread()
    await thread.load()
    expect(thread.said()).toBeNull()
    await thread.arrives(outgoing({ id: 'new', author: 'phone', sequence: 5 }))
    expect(thread.said()).toBe('new')
  })

  it.each([
    ['an own one', outgoing({ id: 'x', author: 'me', sequence: 5 })],
    ['one of a program', outgoing({ id: 'x', author: 'api:key', sequence: 5 })],
    ['the customer’s', message({ id: 'x', sequence: 5 })],
  ])('is not %s', async (_what, arrived) => {
    const thread = openThread()
    await thread.load()
    await thread.arrives(arrived)
    expect(thread.said()).toBeNull()
  })

  it('is none while nobody writes, and is over when nothing is written any more', async () => {
    const idle = openThread({ writes: false })
    await idle.load()
    await idle.arrives(outgoing({ id: 'new', author: 'dimas', sequence: 5 }))
    expect(idle.said()).toBeNull()

    const thread = openThread()
    await thread.load()
    await thread.arrives(outgoing({ id: 'new', author: 'dimas', sequence: 5 }))
    thread.writing.value = false
    await nextTick()
    expect(thread.said()).toBeNull()
  })

  it('is not found in older pages that are read', async () => {
    const thread = openThread()
    await thread.load()
    await thread.arrives(
      outgoing({ id: 'older', author: 'dimas', sequence: 1, at: '2026-11-22T02:00:00.000Z' }),
    )
    expect(thread.said()).toBeNull()
  })
})
