// Owns what the list pane shows: the rows of a query, and the open one as long as it is open once it was among them.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { useClock } from '../../../ui/window-events.ts'
import type { InboxQuery } from '../../filter/inbox-views.ts'
import { useConversations } from '../conversations.store.ts'
import type { Kept } from '../listed-rows.ts'

export interface Listed {
  rows: ComputedRef<ConversationView[]>
  /** The time that waiting and snoozing is judged by. */
  now: ComputedRef<Date>
}

/** An open conversation that is answered, read or resolved would jump out of sight; it stays until another is opened. */
export function useListed(query: () => InboxQuery, openId: () => string | undefined): Listed {
  const conversations = useConversations()
  const clock = useClock(30_000)
  const kept = shallowRef<Kept | null>(null)
  const rows = computed(() => conversations.listed(query(), kept.value, clock.value.getTime()))

  watch([openId, query], () => (kept.value = null), { flush: 'sync' })
  watch(
    () => rows.value.find((row) => row.id === openId()),
    (open) => {
      if (!open) return
      const waitingSince = open.waitingSince ?? (kept.value?.id === open.id ? kept.value.waitingSince : null)
      kept.value = { id: open.id, waitingSince }
    },
    { immediate: true, flush: 'sync' },
  )
  return { rows, now: computed(() => clock.value) }
}
