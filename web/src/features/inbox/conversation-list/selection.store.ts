// Owns which conversations are chosen for a change to many, and from where a range begins.
import { defineStore } from 'pinia'
import { shallowReactive, shallowRef } from 'vue'

export const useSelection = defineStore('selection', () => {
  const ids = shallowReactive(new Set<string>())
  const anchor = shallowRef<string | null>(null)

  return {
    ids,
    toggle(id: string) {
      if (!ids.delete(id)) ids.add(id)
      anchor.value = id
    },
    /** Chooses everything from the last chosen row to this one, in the order shown. */
    extendTo(id: string, shown: readonly string[]) {
      const to = shown.indexOf(id)
      const from = anchor.value === null ? to : shown.indexOf(anchor.value)
      if (to === -1) return
      const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
      for (const one of shown.slice(first, last + 1)) ids.add(one)
      anchor.value = id
    },
    all(shown: readonly string[]) {
      for (const id of shown) ids.add(id)
    },
    clear() {
      ids.clear()
      anchor.value = null
    },
  }
})
