// Owns the single-key shortcuts: when a key press is one, and that people can switch them off (WCAG 2.1.4).
import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'

const storageKey = 'shortcuts'

/** Whether single keys act; kept on this browser. */
export const shortcutsOn = ref(localStorage.getItem(storageKey) !== 'off')

/** Switches single keys on or off and remembers it. */
export function switchShortcuts(on: boolean): void {
  shortcutsOn.value = on
  localStorage.setItem(storageKey, on ? 'on' : 'off')
}

const typing = 'input, textarea, select, [contenteditable="true"]'
const acting = 'a, button, summary, [role="menuitem"]'

/** The shortcut a key press means, or null: while typing, composing, in a dialog, with modifiers, on a control. */
export function shortcutOf(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return null
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest(typing) || target?.closest('[role="dialog"], [role="alertdialog"], [role="menu"]'))
    return null
  if ((event.key === 'Enter' || event.key === ' ') && target?.closest(acting)) return null
  return event.key
}

/** Runs the handler of a pressed shortcut while the calling component lives; `false` means it was not for it. */
export function useShortcuts(handlers: Record<string, () => void>): void {
  useEventListener('keydown', (event: KeyboardEvent) => {
    const key = shortcutOf(event)
    const handler = key === null ? undefined : handlers[key]
    if (!handler || (!shortcutsOn.value && key?.length === 1)) return
    event.preventDefault()
    handler()
  })
}
