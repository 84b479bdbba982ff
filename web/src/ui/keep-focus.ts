// Owns that pressing a button with the mouse leaves the focus where it is: who was writing goes on writing.
import { useEventListener } from '@vueuse/core'
import type { Ref } from 'vue'

/** For all buttons in an element. Popups that take the focus themselves still do. */
export function useKeepFocus(around: Ref<HTMLElement | null>): void {
  useEventListener(around, 'mousedown', (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('button')) event.preventDefault()
  })
}
