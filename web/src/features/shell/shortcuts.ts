// Owns the single-key shortcuts: when a key press is one, and that people can switch them off (WCAG 2.1.4).
import { ref } from 'vue'
import { onWindow } from '../../ui/window-events.ts'

const storageKey = 'shortcuts'

/** Whether single keys act; kept on this browser. */
export const shortcutsOn = ref(localStorage.getItem(storageKey) !== 'off')

/** Switches single keys on or off and remembers it. */
export function switchShortcuts(on: boolean): void {
  shortcutsOn.value = on
  localStorage.setItem(storageKey, on ? 'on' : 'off')
}

const typing = 'input, textarea, select, [contenteditable="true"]'
const within = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'
const acting = 'a, button, summary, [role="menuitem"]'
/** Around a text that is being written: a letter that missed the text must not do anything. */
const writing = '[data-writing]'

/** A letter by Shift alone, so that Caps Lock changes nothing. */
const keyOf = ({ key, shiftKey }: KeyboardEvent): string =>
  /^[a-z]$/i.test(key) ? (shiftKey ? key.toUpperCase() : key.toLowerCase()) : key

/**
 * The shortcut a key press means, or null: while typing, composing, in a dialog, with other modifiers, on a control; and
 * a letter beside a text that is being written.
 * Alt and a digit is `Alt+1`; it is told by the place of the key, as Alt makes other characters on some keyboards.
 */
export function shortcutOf(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return null
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest(within)) return null
  if (event.altKey) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
    return digit && !event.shiftKey ? `Alt+${digit}` : null
  }
  if (target?.closest(typing)) return null
  if ((event.key === 'Enter' || event.key === ' ') && target?.closest(acting)) return null
  const key = keyOf(event)
  return key.length === 1 && target?.closest(writing) ? null : key
}

/** Runs the handler of a pressed shortcut while the calling component lives. */
export function useShortcuts(handlers: Record<string, () => void>): void {
  onWindow('keydown', (event: KeyboardEvent) => {
    const key = shortcutOf(event)
    const handler = key === null ? undefined : handlers[key]
    if (!handler || (!shortcutsOn.value && key?.length === 1)) return
    event.preventDefault()
    handler()
  })
}
