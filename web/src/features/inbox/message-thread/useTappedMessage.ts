// Owns which message's actions stay open without a mouse: the one that was tapped, until a tap elsewhere.
import { useEventListener } from '@vueuse/core'
import { nextTick, type Ref, ref } from 'vue'

const toolbar = '[role="toolbar"]'
/** What a tap means something else on. */
const acting = 'a, button, input, summary, audio, video'

/**
 * `tapped` is the id of the message. Inside a message `data-actions` opens them and gives them the focus, for screen
 * readers; `data-stays` is an action after which they stay open.
 */
export function useTappedMessage(list: Readonly<Ref<HTMLElement | null | undefined>>) {
  const tapped = ref<string | null>(null)
  let touches = false

  /** Whose actions are open after a press on `target`. */
  function next(target: Element, message: HTMLElement): string | null {
    const id = message.dataset['messageId'] ?? null
    const isOpen = id === tapped.value
    if (target.closest(toolbar)) return target.closest('[data-stays]') ? tapped.value : null
    const opens = target.closest('[data-actions]') !== null || (touches && !target.closest(acting))
    if (opens) return isOpen ? null : id
    return isOpen && target.closest(acting) ? id : null
  }
  async function show(message: HTMLElement, focuses: boolean): Promise<void> {
    await nextTick()
    const bar = message.querySelector(toolbar)
    bar?.scrollIntoView({ block: 'nearest' })
    if (focuses) bar?.querySelector('button')?.focus()
  }

  useEventListener(window, 'pointerdown', (event) => (touches = event.pointerType === 'touch'), {
    capture: true,
  })
  useEventListener(window, 'click', ({ target }) => {
    const pressed = target instanceof Element ? target : null
    const message = pressed?.closest<HTMLElement>('[data-message-id]')
    const before = tapped.value
    tapped.value = pressed && message && list.value?.contains(message) ? next(pressed, message) : null
    if (message && tapped.value !== null && tapped.value !== before)
      void show(message, pressed?.closest('[data-actions]') != null)
  })
  return { tapped }
}
