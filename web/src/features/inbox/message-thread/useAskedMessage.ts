// Owns the message that the address asks for: it stays there, so that a reload shows it again, until somebody goes on.
import { onBeforeUnmount, watch } from 'vue'
import { isNavigationFailure, NavigationFailureType, useRoute, useRouter } from 'vue-router'

/** `jump` shows a message that is asked for after the thread was opened, also one that is asked for once more. */
export function useAskedMessage(jump: (messageId: string) => void) {
  const route = useRoute()
  const router = useRouter()
  const asked = () => route.query['m']?.toString()

  watch(asked, (id) => id && jump(id))
  onBeforeUnmount(
    router.afterEach((_to, _from, failure) => {
      const id = asked()
      if (id && isNavigationFailure(failure, NavigationFailureType.duplicated)) jump(id)
    }),
  )
  return {
    asked,
    /** Somebody goes on to the newest by a press; scrolling there is no such thing. */
    leave() {
      const { m: left, ...query } = route.query
      if (left) void router.replace({ query })
    },
  }
}
