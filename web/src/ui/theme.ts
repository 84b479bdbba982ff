// Owns the choice of light, dark or the system's theme on this browser.
import { ref } from 'vue'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const storageKey = 'theme'
const stored = localStorage.getItem(storageKey)

/** The theme in use. */
export const theme = ref<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system')

function apply(): void {
  if (theme.value === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme.value
}

/** Shows the app in a theme and remembers it. */
export function chooseTheme(chosen: Theme): void {
  theme.value = chosen
  localStorage.setItem(storageKey, chosen)
  apply()
}

apply()
