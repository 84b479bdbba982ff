// Owns that the cursor is in the composer's text after a press on anything around it, so that what is typed next is words.
import { useEventListener } from '@vueuse/core'
import { nextTick, type Ref } from 'vue'

export function useWritingFocus(
  around: Ref<HTMLElement | null>,
  field: Readonly<Ref<HTMLTextAreaElement | null>>,
) {
  /** Puts the cursor into the text, once the screen shows what was done. */
  async function goOn(): Promise<void> {
    await nextTick()
    field.value?.focus()
  }
  useEventListener(around, 'click', ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest('button') : null
    // What opens a popup gives it the focus. On a phone the keyboard comes up for words only.
    if (!button || button.hasAttribute('aria-haspopup') || matchMedia('(hover: none)').matches) return
    void goOn()
  })
  /** A list that was opened with the mouse is done once something was chosen; arrows go on choosing. */
  let pointed: EventTarget | null = null
  useEventListener(around, 'pointerdown', ({ target }: PointerEvent) => (pointed = target))
  useEventListener(around, 'change', ({ target }: Event) => {
    if (target instanceof HTMLSelectElement && target === pointed) void goOn()
    pointed = null
  })
  return { goOn }
}
