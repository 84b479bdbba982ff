// Owns whether somebody writes to a new number now; the form itself is loaded when it is asked for.
import { shallowRef } from 'vue'
import { useAccount } from '../account/account.store.ts'

/** What the form begins with; null while it is closed. */
export const composing = shallowRef<{ phone: string } | null>(null)

/** Opens the form, with a number already in it where one is known; not for who may only read. */
export function compose(phone = ''): void {
  if (useAccount().may('agent')) composing.value = { phone }
}
