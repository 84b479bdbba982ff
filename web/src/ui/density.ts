// Owns how close together the rows of lists stand on this browser; `compact:` in classes follows it.
import { ref } from 'vue'

export const densities = ['cosy', 'compact'] as const
export type Density = (typeof densities)[number]

const storageKey = 'density'

/** The density in use. */
export const density = ref<Density>(localStorage.getItem(storageKey) === 'compact' ? 'compact' : 'cosy')

function apply(): void {
  document.documentElement.dataset['density'] = density.value
}

/** Shows lists in a density and remembers it. */
export function chooseDensity(chosen: Density): void {
  density.value = chosen
  localStorage.setItem(storageKey, chosen)
  apply()
}

apply()
