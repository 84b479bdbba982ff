// Owns the short messages at the edge of the screen, which go away by themselves; shown by UiToasts.
import { shallowReactive } from 'vue'

export interface Toast {
  id: number
  text: string
  look: 'ok' | 'danger'
  action?: { text: string; run: () => unknown }
}

/** Long enough to read and to reach the button (WCAG 2.2.1: the action stays possible elsewhere too). */
const shownMs = 8_000
const mostShown = 3
let lastId = 0
const timers = new Map<number, ReturnType<typeof setTimeout>>()

/** What is shown now, oldest first. */
export const toasts = shallowReactive<Toast[]>([])

/** Takes a toast away. */
export function dismissToast(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
  const at = toasts.findIndex((one) => one.id === id)
  if (at !== -1) toasts.splice(at, 1)
}

/** Stops the clock of all toasts while somebody reads or reaches for one. */
export function holdToasts(hold: boolean): void {
  for (const timer of timers.values()) clearTimeout(timer)
  if (!hold)
    for (const { id } of toasts)
      timers.set(
        id,
        setTimeout(() => dismissToast(id), shownMs),
      )
}

/** Shows a toast; the oldest goes when there are too many. */
export function toast({
  text,
  look = 'ok',
  action,
}: Omit<Toast, 'id' | 'look'> & Partial<Pick<Toast, 'look'>>): void {
  const id = ++lastId
  toasts.push({ id, text, look, action })
  timers.set(
    id,
    setTimeout(() => dismissToast(id), shownMs),
  )
  const first = toasts[0]
  if (toasts.length > mostShown && first) dismissToast(first.id)
}
