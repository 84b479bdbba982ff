// Owns whether live updates flow now, and since when they do not.
import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Shorter interruptions are not worth a banner: the browser reconnects by itself. */
export const silentMs = 3_000

export const useConnection = defineStore('connection', () => {
  const connected = ref(false)
  /** True once live updates have been missing for three seconds. */
  const lost = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function set(is: boolean): void {
    if (is === connected.value && timer !== undefined) return
    clearTimeout(timer)
    timer = undefined
    connected.value = is
    if (is) lost.value = false
    else timer = setTimeout(() => (lost.value = true), silentMs)
  }

  return { connected, lost, set }
})
