// Owns not losing edits: asks before another page is opened, and lets the browser ask before the tab closes.
import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized, useRouter } from 'vue-router'

/** While `dirty`, leaving waits for an answer: show a question while `leaving`, then call `leave` or `stay`. */
export function useLeaveGuard(dirty: () => boolean) {
  const router = useRouter()
  const leaving = ref(false)
  let target: RouteLocationNormalized | null = null
  let allowed = false

  function guard(to: RouteLocationNormalized): boolean {
    if (allowed || !dirty()) return true
    target = to
    leaving.value = true
    return false
  }
  onBeforeRouteLeave(guard)
  onBeforeRouteUpdate(guard)
  useEventListener(window, 'beforeunload', (event) => dirty() && event.preventDefault())

  return {
    leaving,
    async leave() {
      allowed = true
      leaving.value = false
      if (target) await router.push(target)
      allowed = false
    },
    stay() {
      leaving.value = false
    },
  }
}
