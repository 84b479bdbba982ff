// Owns the shortcuts that work on every page: `g` then a place, `?` for help.
import { useEventListener } from '@vueuse/core'
import { useRouter } from 'vue-router'
import { shortcutOf, shortcutsOn } from './shortcuts.ts'

const patienceMs = 1_200
const places: Record<string, string> = { i: '/inbox/all', t: '/templates', s: '/settings' }

/** Listens on the capture side, so that the letter after `g` reaches no other shortcut. */
export function useNavigationKeys(help: () => void): void {
  const router = useRouter()
  let since = -Infinity

  useEventListener(
    'keydown',
    (event: KeyboardEvent) => {
      const key = shortcutsOn.value ? shortcutOf(event) : null
      if (key === null) return
      const place = event.timeStamp - since < patienceMs ? places[key] : undefined
      since = key === 'g' ? event.timeStamp : -Infinity
      if (!place && key !== '?') return
      event.preventDefault()
      if (place) void router.push(place)
      else help()
    },
    { capture: true },
  )
}
