// Owns telling colleagues that this person looks at or writes in a conversation, for as long as that is so.
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { tellPresence } from '../inbox/threads.api.ts'

const everyMs = 10_000
/** Who has not touched a key for this long looks, and does not write. */
const typingMs = 8_000

/** `writing`: whether something is written and not sent. Answers `typed`, to be called with each change of it. */
export function usePresenceSignals(conversationId: string, writing: () => boolean): { typed: () => void } {
  const visibility = useDocumentVisibility()
  const typing = ref(false)
  const state = computed(() =>
    visibility.value !== 'visible' ? 'left' : typing.value && writing() ? 'typing' : 'viewing',
  )
  let timer: ReturnType<typeof setTimeout> | undefined

  /** A signal that is lost is no harm: the next one comes soon, and silence is forgotten too. */
  const tell = (now: 'viewing' | 'typing' | 'left') => void tellPresence(conversationId, now).catch(() => {})

  watch(state, tell, { immediate: true })
  useIntervalFn(() => state.value !== 'left' && tell(state.value), everyMs)
  onScopeDispose(() => {
    clearTimeout(timer)
    tell('left')
  })

  return {
    typed() {
      typing.value = true
      clearTimeout(timer)
      timer = setTimeout(() => (typing.value = false), typingMs)
    },
  }
}
