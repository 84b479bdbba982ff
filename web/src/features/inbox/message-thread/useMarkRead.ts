// Owns telling the log that a conversation was read: only while it is on screen, in a focused window, with news in it.
import { useDocumentVisibility, useWindowFocus } from '@vueuse/core'
import { watch } from 'vue'
import { useConversations } from '../conversations.store.ts'
import { markRead } from '../inbox.api.ts'
import { notYet } from '../thread.model.ts'
import { useThreads } from '../threads.store.ts'

const retryMs = 5_000

/** Marks the conversation read up to the newest message shown, while the calling component lives. */
export function useMarkRead(conversationId: () => string): void {
  const conversations = useConversations()
  const threads = useThreads()
  const visibility = useDocumentVisibility()
  const focused = useWindowFocus()

  function newestShown(): number {
    const thread = threads.threads.get(conversationId())
    const inLog = thread?.loaded ? thread.entries.filter((entry) => entry.message.sequence !== notYet) : []
    return inLog[inLog.length - 1]?.message.sequence ?? 0
  }

  /** The sequence to read up to, or 0 when nobody looks or nothing is unread. */
  function due(): number {
    const looking = focused.value && visibility.value === 'visible'
    const unread = (conversations.rows.get(conversationId())?.unread ?? 0) > 0
    return looking && unread ? newestShown() : 0
  }

  watch(
    due,
    async (upTo) => {
      if (upTo === 0) return
      const id = conversationId()
      conversations.showAsRead(id)
      try {
        const { sequence } = await markRead(id, upTo)
        conversations.touch(id, sequence)
      } catch {
        setTimeout(() => conversations.touch(id, 0), retryMs) // shows it unread again, which tries again
      }
    },
    { immediate: true },
  )
}
