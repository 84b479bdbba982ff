// Proves where the unread line stands, that it stays while new messages come, and goes with an answer.
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import { describe, expect, it } from 'vitest'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { conversation, message } from '../inbox.examples.ts'
import { type Thread, withMessages } from '../thread.model.ts'
import { useUnreadLine } from './useUnreadLine.ts'

function opened() {
  const thread = shallowRef<Thread>(
    withMessages([], [message({ id: 'a', sequence: 1 }), message({ id: 'b', sequence: 2 })]),
  )
  const row = ref<ConversationView>()
  const told: (string | null)[] = []
  const line = effectScope().run(() =>
    useUnreadLine(
      () => thread.value,
      () => row.value,
      (from) => told.push(from),
    ),
  )
  if (!line) throw new Error('The scope ended.')
  return { thread, row, told, line }
}

describe('the unread line', () => {
  it('stands where the unread part began when the conversation was opened', async () => {
    const { thread, row, told, line } = opened()
    expect([line.from.value, line.settled.value]).toEqual([null, false])
    row.value = conversation({ unread: 1 })
    await nextTick()
    expect([line.from.value, line.settled.value, told]).toEqual(['b', true, ['b']])
    thread.value = withMessages(thread.value, [message({ id: 'c', sequence: 3 })])
    row.value = conversation({ unread: 0 })
    await nextTick()
    expect([line.from.value, told]).toEqual(['b', ['b']])
  })

  it('goes once it was answered', async () => {
    const { row, line } = opened()
    row.value = conversation({ unread: 2 })
    await nextTick()
    expect(line.from.value).toBe('a')
    line.answered()
    expect(line.from.value).toBeNull()
  })

  it('does not come when it was answered before the thread was here', async () => {
    const { row, told, line } = opened()
    line.answered()
    row.value = conversation({ unread: 1 })
    await nextTick()
    expect([line.from.value, line.settled.value, told]).toEqual([null, true, [null]])
  })
})
