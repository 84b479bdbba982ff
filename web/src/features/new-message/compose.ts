// Owns whether somebody writes to a new number now; the form itself is loaded when it is asked for.
import { shallowRef } from 'vue'

/** What the form begins with; null while it is closed. */
export const composing = shallowRef<{ phone: string } | null>(null)

/** Opens the form, with a number already in it where one is known. */
export function compose(phone = ''): void {
  composing.value = { phone }
}
