// Owns which key sends: Enter, or Ctrl+Enter for those who write long texts; kept on this browser.
import { ref } from 'vue'

export type SendKey = 'enter' | 'ctrl-enter'
const storageKey = 'send-key'

/** The key in use. */
export const sendKey = ref<SendKey>(
  localStorage.getItem(storageKey) === 'ctrl-enter' ? 'ctrl-enter' : 'enter',
)

/** Changes it and remembers that. */
export function chooseSendKey(key: SendKey): void {
  sendKey.value = key
  localStorage.setItem(storageKey, key)
}

/** Whether a key press means "send". Enter that ends an input method's composition chooses a word instead. */
export function isSend(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return false
  return sendKey.value === 'enter' || event.ctrlKey || event.metaKey
}
