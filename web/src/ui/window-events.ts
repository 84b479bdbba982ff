// Owns listening to the window and the clock while a component lives, without the library that lazy parts bring along.
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** Listens to the whole window until the calling scope ends. */
export function onWindow<Type extends keyof WindowEventMap>(
  type: Type,
  listener: (event: WindowEventMap[Type]) => void,
  options?: AddEventListenerOptions,
): void {
  addEventListener(type, listener, options)
  onScopeDispose(() => removeEventListener(type, listener, options))
}

/** The time, told again every `everyMs`. */
export function useClock(everyMs: number): Readonly<ShallowRef<Date>> {
  const now = shallowRef(new Date())
  const timer = setInterval(() => (now.value = new Date()), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}
