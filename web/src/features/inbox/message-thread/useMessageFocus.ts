// Owns moving between messages by keyboard: Tab reaches one message's actions, arrows go up and down from there.
import { useEventListener } from '@vueuse/core'
import { nextTick, ref, type Ref } from 'vue'

const row = '[data-message-id]'

/** `reachable` is the key of the message that Tab leads to; null: the newest. */
export function useMessageFocus(scroller: Ref<HTMLElement | undefined>) {
  const reachable = ref<string | null>(null)

  async function focusRow(target: HTMLElement): Promise<void> {
    reachable.value = target.dataset['messageId'] ?? null
    target.scrollIntoView({ block: 'nearest' })
    await nextTick()
    target.querySelector<HTMLElement>('[role="toolbar"] button')?.focus()
  }

  function onKeydown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const within = event.target instanceof Element ? event.target.closest<HTMLElement>(row) : null
    if (by === 0 || !within || !scroller.value || event.target instanceof HTMLInputElement) return
    event.preventDefault() // else the arrow also opens the next conversation
    const rows = [...scroller.value.querySelectorAll<HTMLElement>(row)]
    const next = rows[rows.indexOf(within) + by]
    if (next) void focusRow(next)
  }

  useEventListener(scroller, 'keydown', onKeydown)
  return { reachable }
}
