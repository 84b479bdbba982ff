// Owns the shortcuts that work on every page: `g` then a place, `?` for help, Ctrl or Cmd and K for the palette.
import { useRouter } from 'vue-router'
import { onWindow } from '../../ui/window-events.ts'
import { shortcutOf, shortcutsOn } from './shortcuts.ts'

const patienceMs = 1_200
const places: Record<string, string> = { i: '/inbox/open', c: '/contacts', t: '/templates', s: '/settings' }

/** Listens on the capture side, so that the letter after `g` reaches no other shortcut. */
export function useNavigationKeys({ help, palette }: { help: () => void; palette: () => void }): void {
  const router = useRouter()
  let since = -Infinity

  /** Ctrl+K is no single key: it works while typing too, and cannot be switched off. */
  function isPalette(event: KeyboardEvent): boolean {
    return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK'
  }

  onWindow(
    'keydown',
    (event: KeyboardEvent) => {
      if (isPalette(event) && !event.isComposing) {
        event.preventDefault()
        return palette()
      }
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
