// Owns before which message the unread line stands: settled once at the opening, gone once it was answered.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { nextTick, ref, watch } from 'vue'
import type { Thread } from '../thread.model.ts'
import { firstUnread } from './thread-items.ts'

/** `began` runs once it is known where the unread part begins, before anything may count as seen. */
export function useUnreadLine(
  entries: () => Thread,
  /** The conversation, once its thread is here too. */
  known: () => ConversationView | undefined,
  began: (from: string | null) => void,
) {
  const from = ref<string | null>(null)
  let wasAnswered = false
  /** Only then the conversation may be marked read. */
  const settled = ref(false)
  const stop = watch(
    known,
    (conversation) => {
      if (!conversation || settled.value) return
      from.value = wasAnswered ? null : firstUnread(entries(), conversation.unread)
      began(from.value)
      settled.value = true
      void nextTick(() => stop())
    },
    { immediate: true },
  )
  return {
    from,
    settled,
    /** Also before the thread is here: a reply does not wait for it. */
    answered() {
      wasAnswered = true
      from.value = null
    },
  }
}
