// Owns the text that is being written: its draft, what is inserted at the cursor, and the word before the cursor.
import { computed, nextTick, type Ref, ref, watch } from 'vue'
import { keepDraft, readDraft } from './drafts.ts'

export type Mode = 'reply' | 'note'

/** One text per mode; `account` and `conversationId` name the drafts. */
export function useWriting(input: Ref<HTMLTextAreaElement | null>, account: string, conversationId: string) {
  const mode = ref<Mode>('reply')
  const texts = ref({
    reply: readDraft(account, conversationId, 'reply'),
    note: readDraft(account, conversationId, 'note'),
  })
  const text = computed({
    get: () => texts.value[mode.value],
    set: (now) => (texts.value = { ...texts.value, [mode.value]: now }),
  })
  /** What stands before the cursor; empty while nothing is being typed. */
  const before = ref('')

  for (const one of ['reply', 'note'] as const) {
    watch(
      () => texts.value[one],
      (now) => keepDraft(account, conversationId, one, now),
    )
  }
  watch(mode, () => (before.value = ''))

  return {
    mode,
    text,
    before,
    /** To be called after the text or the cursor changed by hand. */
    moved() {
      const field = input.value
      before.value =
        field && field.selectionStart === field.selectionEnd ? text.value.slice(0, field.selectionStart) : ''
    },
    /** Puts words at the cursor, in place of what stands since `from`; the cursor goes behind them. */
    async insert(words: string, from?: number): Promise<void> {
      const field = input.value
      const end = field?.selectionEnd ?? text.value.length
      const start = from ?? field?.selectionStart ?? end
      text.value = text.value.slice(0, start) + words + text.value.slice(end)
      before.value = ''
      await nextTick()
      field?.focus()
      field?.setSelectionRange(start + words.length, start + words.length)
    },
  }
}
