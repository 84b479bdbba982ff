// Owns noticing that a colleague answered while this person was writing, so that nobody answers blind.
import { computed, ref, watch } from 'vue'
import type { Thread } from '../thread.model.ts'

/** `from`: the first such message; null: none, or it was noticed. Nothing counts before something is written. */
export function useMeanwhile(
  entries: () => Thread,
  /** What was there when the thread was opened is no news. */
  loaded: () => boolean,
  writing: () => boolean,
  me: () => string | undefined,
) {
  const from = ref<{ messageId: string; author: string } | null>(null)
  const newest = computed(() =>
    entries().findLast(
      ({ message, reply }) =>
        reply === null &&
        message.direction === 'outgoing' &&
        message.author !== me() &&
        !message.author?.startsWith('api:'),
    ),
  )

  watch(
    () => ({ loaded: loaded(), message: newest.value?.message }),
    (now, before) => {
      const later = (now.message?.sequence ?? 0) > (before.message?.sequence ?? 0)
      if (!before.loaded || !now.message || !later || from.value || !writing()) return
      from.value = { messageId: now.message.id, author: now.message.author ?? 'phone' }
    },
  )
  watch(writing, (is) => {
    if (!is) from.value = null
  })
  return { from, noticed: () => (from.value = null) }
}
