// Owns telling the log that a conversation was read: only when its end was really on screen, in a focused window.
import { useDocumentVisibility, useWindowFocus } from '@vueuse/core'
import { ref, watch } from 'vue'
import { useConversations } from '../conversations.store.ts'
import { notYet } from '../thread.model.ts'
import { markRead } from '../threads.api.ts'
import { useThreads } from '../threads.store.ts'

const retryMs = 5_000

/**
 * Marks the conversation read up to what is loaded, while the calling component lives and `seesNewest` is true.
 */
export function useMarkRead(
  conversationId: string,
  seesNewest: () => boolean,
  mayWrite: () => boolean,
): void {
  const conversations = useConversations()
  const threads = useThreads()
  const visibility = useDocumentVisibility()
  const focused = useWindowFocus()
  /** Staff had put it back among the unread ones when it was opened; doing that while it is open is left alone. */
  const wasMarked = ref<boolean | null>(null)

  function newestShown(): number {
    const thread = threads.threads.get(conversationId)
    if (!thread?.loaded || thread.newer !== null) return 0
    const shown = thread.entries.map((entry) => entry.message.sequence)
    return Math.max(0, ...shown.filter((sequence) => sequence !== notYet))
  }

  /** The sequence to read up to, or 0 when nobody looks or nothing is unread. */
  function due(): number {
    const looking = focused.value && visibility.value === 'visible' && seesNewest()
    const row = conversations.rows.get(conversationId)
    const unread = row !== undefined && (row.unread > 0 || (row.markedUnread && wasMarked.value === true))
    return looking && unread && mayWrite() ? newestShown() : 0
  }

  watch(
    () => conversations.rows.get(conversationId),
    (row) => {
      if (row && wasMarked.value === null) wasMarked.value = row.markedUnread
    },
    { immediate: true },
  )
  watch(
    due,
    async (upTo) => {
      if (upTo === 0) return
      wasMarked.value = false
      conversations.showAsRead(conversationId)
      try {
        const { sequence } = await conversations.inOrder([conversationId], () =>
          markRead(conversationId, upTo),
        )
        conversations.touch(conversationId, sequence)
      } catch {
        setTimeout(() => conversations.touch(conversationId, 0), retryMs) // shows it unread again, which tries again
      }
    },
    { immediate: true },
  )
}
